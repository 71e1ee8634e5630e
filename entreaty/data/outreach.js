"use strict";
// Shows letters a page at a time from what they share; ticks and prices stay in this browser.
const onPage = 25;
const { pieces, groups, letters, alike } = JSON.parse(document.getElementById("data").textContent);
const said = document.getElementById("app").dataset;
const [list, words, show, zone, undo] = ["letters", "words", "show", "zone", "undo"].map(id => document.getElementById(id));
const language = document.documentElement.lang;
const whole = new Intl.NumberFormat(language);
const money = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
// Letters with and without accents are one to whoever searches, as in the preview.
const folded = text => text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase().replace(/[^ -~]/gu, one => alike[one] ?? one);
const kept = name => `entreaty ${location.pathname} ${name}`;
const zoneName = name => said[name.toLowerCase()];

let matching = letters;
let page = 0;
let last = null;

for (const letter of letters) {
  const { name, about, constituency, party, email, id } = letter;
  letter.words = folded([name, about, constituency, party, email, id, groups[letter.group].subject].filter(Boolean).join(" "));
  letter.done = recalled(letter.id) === "done";
}

function recalled(name) {
  try {
    return localStorage.getItem(kept(name));
  } catch {
    return null;
  }
}

// Returns whether the browser keeps it.
function keep(name, value) {
  try {
    if (value) localStorage.setItem(kept(name), value);
    else localStorage.removeItem(kept(name));
    return true;
  } catch {
    return false;
  }
}

function say(text, letter = null) {
  last = letter;
  undo.hidden = !letter;
  document.getElementById("said").textContent = text;
  document.getElementById("toast").classList.toggle("said", Boolean(text));
}

function textOf({ group, own }) {
  const rest = [...own];
  return groups[group].text
    .map(place => place < 0 ? rest.shift() : place)
    .map(one => typeof one === "number" ? pieces[one] : one)
    .join("");
}

// As RFC 6068 has it: what encodeURIComponent leaves, it leaves too.
const encoded = text => encodeURIComponent(text).replace(/[!'()*]/g, one => "%" + one.charCodeAt(0).toString(16).toUpperCase());

function linkOf(letter) {
  const { subject, closing } = groups[letter.group];
  const body = letter.link === "whole" ? textOf(letter).replace(/\n+$/, "") : `${letter.salutation}\n[…]\n${closing}`;
  const address = encoded(letter.email).replaceAll("%40", "@");
  return `mailto:${address}?subject=${encoded(subject)}&body=${encoded(body.replaceAll("\n", "\r\n"))}`;
}

function priceOf(name) {
  return Number.parseFloat(recalled(`price ${name}`) ?? "");
}

function costOf(letter) {
  if (!letter.zone) return said.nowhere;
  const price = priceOf(letter.zone);
  const name = zoneName(letter.zone);
  return Number.isNaN(price) ? name : filled(said.costs, { zone: name, price: money.format(price) });
}

// Fills in a part of a card, and takes it away where there is nothing to say.
function put(card, selector, text) {
  const part = card.querySelector(selector);
  if (text) (part.querySelector("bdi") ?? part).textContent = text;
  else part.remove();
  return part;
}

function lead(card, selector, address) {
  const link = card.querySelector(selector);
  if (address) link.href = address;
  else link.remove();
}

function cardOf(letter) {
  const { lang, dir, subject } = groups[letter.group];
  const card = document.getElementById("letter").content.firstElementChild.cloneNode(true);
  card.dataset.letter = letter.id;
  card.classList.toggle("done", letter.done);
  for (const part of card.querySelectorAll("[data-label]")) part.setAttribute("aria-label", filled(part.dataset.label, letter));
  put(card, "h2", letter.name);
  put(card, ".zone", costOf(letter));
  put(card, ".about", letter.about);
  put(card, ".constituency", letter.constituency);
  put(card, ".party", letter.party);
  if (!letter.constituency && !letter.party) card.querySelector(".facts").remove();
  put(card, ".subject", subject).querySelector("bdi").lang = lang;
  put(card, ".email", letter.email);
  for (const [selector, holds] of [
    [".by-form", !letter.email && letter.form],
    [".by-post", !letter.email && !letter.form],
    [".unverified", letter.unverified],
    [".short", letter.link === "short"],
    [".long", letter.email && !letter.link],
    [".address", letter.email],
  ]) if (!holds) card.querySelector(selector).remove();
  lead(card, ".mail", letter.link && linkOf(letter));
  lead(card, ".form", letter.form);
  lead(card, ".pdf", letter.pdf);
  const text = put(card, "pre", textOf(letter));
  [text.lang, text.dir] = [lang, dir];
  const box = card.querySelector("input");
  box.checked = letter.done;
  box.addEventListener("change", () => tick(letter, box.checked));
  const copied = { text: () => textOf(letter), title: () => subject, address: () => letter.email };
  for (const button of card.querySelectorAll("button"))
    button.addEventListener("click", () => copy(button, letter, copied[button.classList[0]]()));
  return card;
}

function refresh() {
  const wanted = folded(words.value).split(/\s+/).filter(Boolean);
  matching = letters.filter(letter => (show.value === "all" || (show.value === "done") === letter.done)
    && (!zone?.value || zone.value === letter.zone)
    && wanted.every(word => letter.words.includes(word)));
  page = Math.max(0, Math.min(page, Math.ceil(matching.length / onPage) - 1));
  draw(matching.slice(page * onPage, (page + 1) * onPage));
  tell();
}

function draw(shown) {
  list.replaceChildren(...shown.map(cardOf));
  const first = page * onPage;
  document.getElementById("none").hidden = shown.length > 0;
  document.getElementById("pages").hidden = matching.length <= onPage;
  document.getElementById("previous").disabled = page === 0;
  document.getElementById("next").disabled = first + onPage >= matching.length;
  document.getElementById("shown").textContent = filled(said.shown, {
    first: whole.format(first + 1), last: whole.format(first + shown.length), count: whole.format(matching.length),
  });
}

// How far one is, and what is still to be posted.
function tell() {
  const done = letters.filter(letter => letter.done).length;
  const bar = document.getElementById("bar");
  [bar.max, bar.value] = [letters.length || 1, done];
  document.getElementById("count").textContent = filled(said.counted, { done: whole.format(done), letters: whole.format(letters.length) });
  const zones = [];
  for (const row of document.querySelectorAll("#postage tbody tr")) {
    const left = letters.filter(letter => !letter.done && letter.zone === row.dataset.zone).length;
    const price = priceOf(row.dataset.zone);
    const [count, , sum] = row.querySelectorAll("td");
    count.textContent = whole.format(left);
    sum.textContent = Number.isNaN(price) ? "–" : money.format(left * price);
    zones.push(`${zoneName(row.dataset.zone)} ${whole.format(left)}`);
  }
  if (zones.length) document.getElementById("posted").textContent = filled(said.posted, { zones: zones.join(" · ") });
}

const cardFor = letter => list.querySelector(`[data-letter="${CSS.escape(letter.id)}"]`);

function tick(letter, done) {
  const place = matching.indexOf(letter) - page * onPage;
  letter.done = done;
  const isKept = keep(letter.id, done ? "done" : "");
  const card = cardFor(letter);
  if (card && show.value === "all") {
    card.classList.toggle("done", done);
    card.querySelector("input").checked = done;
    tell();
  } else refresh();
  say(isKept ? filled(done ? said.sent : said.open, letter) : said.ticks, letter);
  // A letter that has left the list has taken the focus with it: it goes on to the one in its place.
  const boxes = list.querySelectorAll("input");
  (cardFor(letter)?.querySelector("input") ?? boxes[Math.min(Math.max(place, 0), boxes.length - 1)] ?? show).focus();
}

function turn(by) {
  page += by;
  refresh();
  list.focus();
  list.scrollIntoView();
}

function copiedTheOldWay(text) {
  // For browsers that give pages from disk no clipboard of their own.
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

async function copy(button, letter, text) {
  let done = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    done = copiedTheOldWay(text);
    button.focus();
  }
  say(done ? filled(said.copied, { what: button.textContent, name: letter.name }) : said.copying);
}

function begin() {
  page = 0;
  refresh();
}

words.addEventListener("input", begin);
for (const choice of [show, zone]) choice?.addEventListener("change", begin);
undo.addEventListener("click", () => tick(last, !last.done));
document.getElementById("previous").addEventListener("click", () => turn(-1));
document.getElementById("next").addEventListener("click", () => turn(1));
document.getElementById("filter").addEventListener("submit", event => event.preventDefault());
for (const input of document.querySelectorAll("#postage input")) {
  const name = input.closest("tr").dataset.zone;
  input.value = recalled(`price ${name}`) ?? "";
  input.addEventListener("change", () => {
    if (!input.reportValidity()) return;
    if (!keep(`price ${name}`, input.value)) say(said.ticks);
    refresh();
  });
}
// On paper stands every letter that the search leaves, not one page of them.
addEventListener("beforeprint", () => list.replaceChildren(...matching.map(cardOf)));
addEventListener("afterprint", refresh);
document.getElementById("app").hidden = false;
refresh();
