// Reloads the page when a file of the campaign has changed, and keeps the reader's place.
const status = document.getElementById("status");
const frame = document.querySelector("iframe");
const place = "entreaty-place";

// As on paper, an address that has no room is set smaller.
function shrink(address) {
  const line = parseFloat(getComputedStyle(address).lineHeight);
  const wraps = [...address.querySelectorAll("p")].some((one) => one.offsetHeight > 1.5 * line);
  address.classList.toggle("smaller", wraps);
}

function fit() {
  const page = frame.contentDocument;
  frame.style.height = `${page.body.offsetHeight}px`;
  frame.style.width = `${page.body.offsetWidth}px`;
  // On a narrow screen the whole width of the sheet is seen.
  frame.style.zoom = Math.min(1, frame.parentElement.clientWidth / page.body.offsetWidth);
  const kept = sessionStorage.getItem(place);
  if (kept) {
    sessionStorage.removeItem(place);
    scrollTo(0, Number(kept));
    status.textContent = status.dataset.again;
    setTimeout(() => { status.textContent = ""; }, 4000);
  }
}

async function settle() {
  const page = frame.contentDocument;
  await page.fonts.ready;
  page.querySelectorAll(".address").forEach(shrink);
  fit();
}

if (frame) {
  frame.addEventListener("load", settle);
  if (frame.contentDocument?.URL !== "about:blank" && frame.contentDocument?.readyState === "complete") settle();
}

// Not by scrollIntoView: Tab would then lead to what follows the entry, and no longer to the link past the list.
const current = document.querySelector("#recipients [aria-current]");
if (current) {
  const list = document.querySelector("#recipients");
  const [entry, view] = [current.getBoundingClientRect(), list.getBoundingClientRect()];
  if (entry.bottom > view.bottom) list.scrollTop += entry.bottom - view.bottom + view.height / 4;
}

const changes = new EventSource(`changes?since=${document.body.dataset.state}`);
changes.addEventListener("changed", () => {
  changes.close();
  sessionStorage.setItem(place, String(scrollY));
  location.reload();
});
changes.addEventListener("open", () => { status.textContent = ""; });
changes.addEventListener("error", () => { status.textContent = status.dataset.stopped; });
