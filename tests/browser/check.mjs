// Opens report pages in a real browser and prints, as JSON, what it saw.
// node check.mjs BROWSER '[{"name": ..., "file": ..., "axe": true}, ...]'
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const [executablePath, list] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath,
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-quic"],
});

/** Open a page, and keep every request it makes and every complaint of the browser. */
async function open(file, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const seen = { requests: [], complaints: [] };
  const url = "file://" + file;
  page.on("request", (request) => { if (request.url().split("#")[0] !== url) seen.requests.push(request.url()); });
  page.on("console", (message) => { if (message.type() !== "log") seen.complaints.push(message.text()); });
  page.on("pageerror", (error) => seen.complaints.push(String(error)));
  page.on("dialog", (dialog) => { seen.complaints.push("dialog: " + dialog.message()); dialog.dismiss(); });
  await page.goto(url, { waitUntil: "load" });
  return { context, page, seen };
}

/** What holds on any page: links with targets, ids used once, nothing wider than the window, no foreign elements. */
function look() {
  const count = {};
  for (const element of document.querySelectorAll("[id]")) count[element.id] = (count[element.id] || 0) + 1;
  const links = [...document.querySelectorAll('a[href^="#"]')].map((link) => link.getAttribute("href").slice(1));
  return {
    dangling: [...new Set(links.filter((id) => !count[id]))],
    doubled: Object.keys(count).filter((id) => count[id] > 1),
    links: links.length,
    width: [document.documentElement.scrollWidth, window.innerWidth],
    ran: window.__ran === undefined ? null : window.__ran,
    foreign: [...document.querySelectorAll("img,iframe,object,embed,link,base,form,body script ~ script")].map((e) => e.outerHTML),
    handlers: [...document.querySelectorAll("*")].filter((e) => [...e.attributes].some((a) => /^(on|style$)/i.test(a.name))).length,
    outside: [...document.querySelectorAll("a[href]")].filter((a) => !a.getAttribute("href").startsWith("#"))
      .map((a) => [a.protocol, a.rel, a.getAttribute("href")]),
    headings: [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].map((h) => Number(h.tagName[1])),
    landmarks: ["main", "nav", "header", "footer"].filter((name) => document.querySelectorAll(name).length === 1),
    text: document.body.textContent,
  };
}

async function measure(page) {
  await page.evaluate(axe);
  const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return result.violations
    .filter((found) => ["serious", "critical"].includes(found.impact))
    .map((found) => `${found.id}: ${found.help}: ${found.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
}

/** Use the page as a reader does, with the mouse and the keyboard. */
async function use(page) {
  const used = {};
  await page.keyboard.press("Tab");
  used.first = await page.evaluate(() => document.activeElement.className);
  const link = page.locator(".conflict figcaption a").first();
  const href = await link.getAttribute("href");
  await link.click();
  used.lit = await page.evaluate((id) => document.getElementById(id).classList.contains("now"), href.slice(1));
  used.both = await page.evaluate(() => document.querySelectorAll(".para .lit").length);
  used.seen = await page.evaluate((id) => {
    const box = document.getElementById(id).getBoundingClientRect();
    return box.top >= 0 && box.bottom <= window.innerHeight;
  }, href.slice(1));
  used.backShown = await page.locator("#back").isVisible();
  await page.locator("#back").click();
  used.backAt = await page.evaluate(() => document.activeElement.getAttribute("href")) === href;
  await page.locator("article.text .c a").first().click();
  used.fromText = await page.evaluate(() => document.activeElement.id);
  await page.keyboard.press("b");
  await page.evaluate(() => { document.activeElement.blur(); window.scrollTo(0, 0); });
  await page.keyboard.press("j");
  used.j = await page.evaluate(() => document.activeElement.id);
  await page.keyboard.press("j");
  used.jj = await page.evaluate(() => document.activeElement.id);
  await page.keyboard.press("k");
  used.k = await page.evaluate(() => document.activeElement.id);
  await page.keyboard.press("/");
  used.slash = await page.evaluate(() => document.activeElement.id);
  await page.keyboard.type("zzz-no-such-word");
  await page.waitForTimeout(250);
  used.none = await page.evaluate(() => document.querySelectorAll("[data-item]:not(.off)").length);
  await page.keyboard.press("Escape");
  used.all = await page.evaluate(() => document.querySelectorAll("[data-item].off").length);
  await page.locator("#filter").fill("gate");
  await page.waitForTimeout(250);
  used.some = await page.evaluate(() => [document.querySelectorAll("[data-item]:not(.off)").length, document.querySelectorAll("[data-item].off").length]);
  used.note = await page.locator("#filter-note").textContent();
  await page.locator("#filter").fill("");
  await page.waitForTimeout(250);
  await page.evaluate(() => { document.execCommand = (name) => { window.__copied = [name, document.activeElement.value]; return true; }; });
  await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await page.locator(".conflict .told").first().hover();
  await page.locator(".conflict .copy").first().click();
  used.copied = await page.evaluate(() => window.__copied);
  return used;
}

/** Without JavaScript: everything readable, everything linked. */
async function readPlain(file) {
  const { context, page, seen } = await open(file, { javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
  const plain = { tools: await page.locator(".tools").isVisible(), back: await page.locator("#back").isVisible() };
  plain.headings = await page.locator("main h2").count();
  const summary = page.locator(".entry summary").first();
  if (await summary.count()) {
    await summary.click();
    plain.opened = await page.locator(".entry .inside").first().isVisible();
  }
  const link = page.locator(".conflict figcaption a").first();
  if (await link.count()) {
    const href = await link.getAttribute("href");
    await link.click();
    plain.arrived = page.url().endsWith(href) && await page.locator(`[id="${href.slice(1)}"]`).isVisible();
  }
  const hidden = page.locator(".more a[href^='#entry-'], .more a[href^='#speaker-'], .notes a[href^='#']").first();
  plain.requests = seen.requests;
  plain.complaints = seen.complaints;
  plain.hidden = await hidden.count();
  await context.close();
  return plain;
}

/** One page at one width in one colour scheme, with every line opened. */
async function visit(file, width, colorScheme) {
  const { context, page, seen } = await open(file, { viewport: { width, height: 900 }, colorScheme });
  const run = { ...(await page.evaluate(look)), ...seen };
  await page.evaluate(() => document.querySelectorAll("details").forEach((box) => { box.open = true; }));
  run.axe = await measure(page);
  run.openWidth = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  await context.close();
  return run;
}

async function useByHand(file) {
  const { context, page, seen } = await open(file, { viewport: { width: 1280, height: 900 } });
  const used = { ...(await use(page)), requests: seen.requests, complaints: seen.complaints };
  await context.close();
  return used;
}

const report = {};
const jobs = [];
for (const { name, file, axe: full, use: used } of JSON.parse(list)) {
  const found = report[name] = { runs: {} };
  for (const width of full ? [1280, 390] : [390]) {
    for (const scheme of full ? ["light", "dark"] : ["light"]) {
      jobs.push(async () => { found.runs[`${width} ${scheme}`] = await visit(file, width, scheme); });
    }
  }
  jobs.push(async () => { found.plain = await readPlain(file); });
  if (used) jobs.push(async () => { found.used = await useByHand(file); });
}
const hands = [1, 2].map(async () => { while (jobs.length) await jobs.shift()(); });
await Promise.all(hands);
await browser.close();
process.stdout.write(JSON.stringify(report));
