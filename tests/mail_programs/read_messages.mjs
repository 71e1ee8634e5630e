// Reads messages with postal-mime and prints what it understood, one JSON value on each line.
// Each line of the input is a message in base64.
import { createInterface } from "node:readline";
import PostalMime from "postal-mime";

for await (const line of createInterface({ input: process.stdin })) {
  const message = await PostalMime.parse(Buffer.from(line, "base64"));
  const { subject, from, to, messageId, text, html } = message;
  const attachments = message.attachments.map(({ filename, mimeType, content }) => ({
    filename, mimeType, content: Buffer.from(content).toString("base64"),
  }));
  console.log(JSON.stringify({ subject, from, to, messageId, text, html, attachments }));
}
