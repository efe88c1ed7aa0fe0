// SPDX-License-Identifier: GPL-3.0-or-later
// Filters items and sorts tables. The report says the same without it.
"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const form = document.getElementById("~search");

  // A row of a module's table is an item; its link leads to the section that tells of it.
  const modules = all(".module").map(section => ({ section, name: section.querySelector("h2").textContent }));
  const items = modules.flatMap(module =>
    all(":scope > .scroll > table > tbody > tr", module.section).map(row => {
      const section = document.getElementById(decodeURIComponent(row.querySelector("a").hash.slice(1)));
      const about = section ? all(":scope > h3, :scope > h3 ~ p:has(> code), :scope > .formula annotation", section) : [];
      return {
        module, row, section, kind: row.cells[1].textContent, verdict: row.cells[2].textContent,
        odd: row.cells[3].textContent !== "yes",
        text: [row, ...about].map(e => e.textContent).join(" ").toLowerCase(),
      };
    }));

  const filter = () => {
    const value = name => form.elements[name].value;
    const words = value("text").toLowerCase().split(/\s+/);
    const fits = item =>
      (!value("kind") || item.kind === value("kind")) &&
      (!value("verdict") || (value("verdict") === "not as expected" ? item.odd : item.verdict === value("verdict"))) &&
      (!value("module") || item.module.name === value("module")) &&
      words.every(word => item.text.includes(word));
    const found = new Set(items.filter(fits));
    const kept = new Set([...found].flatMap(item => [item.section, item.module.section]));
    for (const item of items) {
      item.row.hidden = !found.has(item);
      if (item.section) item.section.hidden = !kept.has(item.section);
    }
    for (const module of modules) module.section.hidden = !kept.has(module.section);
    form.elements.found.value = `${found.size} of ${items.length} items`;
    form.elements.all.hidden = found.size === items.length;
  };

  // A link into what is filtered away shows everything again.
  const reveal = hash => {
    const target = hash && document.getElementById(decodeURIComponent(hash.slice(1)));
    if (target && target.closest("[hidden]")) {
      form.reset();
      filter();
      target.scrollIntoView();
    }
  };

  // Numbers before words, in both directions: "≤ 0.5", "[0.1, 0.2]" and "+12 %" by their first number.
  const key = cell => {
    const text = cell ? cell.textContent.trim() : "";
    const number = /^[^\w.+-]*([+-]?(?:\d[\d.]*(?:e[+-]?\d+)?|inf))/i.exec(text);
    return { text, number: number ? Number(number[1].replace("inf", "Infinity")) : NaN };
  };
  const compare = (a, b, sign) =>
    isNaN(a.number) - isNaN(b.number) ||
    sign * (isNaN(a.number) ? a.text.localeCompare(b.text) : Math.sign(a.number - b.number) || 0);
  const sort = (table, column) => {
    const head = table.tHead.rows[0].cells[column], body = table.tBodies[0];
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const rows = [...body.rows].map(row => ({ row, key: key(row.cells[column]) }));
    rows.sort((a, b) => compare(a.key, b.key, down ? -1 : 1));
    body.append(...rows.map(r => r.row));
  };

  for (const table of all("table")) {
    if (table.tBodies[0].rows.length < 3) continue;
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      if (head.tagName !== "TH") return;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(table, column));
      head.append(button);
    });
  }

  // Boxes that scroll can be reached from the keyboard.
  const reach = () => {
    for (const box of all(".scroll, .formula")) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  };

  const opened = [];
  addEventListener("beforeprint", () => {
    for (const folded of all("details:not([open])")) opened.push(folded) && (folded.open = true);
  });
  addEventListener("afterprint", () => { while (opened.length) opened.pop().open = false; });

  for (const module of modules) form.elements.module.append(new Option(module.name));
  form.hidden = items.length < 2;
  form.addEventListener("input", filter);
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  addEventListener("hashchange", () => reveal(location.hash));
  document.addEventListener("click", event => {
    const link = event.target.closest && event.target.closest("a[href^='#']");
    if (link) reveal(link.hash);
  });
  addEventListener("resize", reach);
  document.addEventListener("toggle", reach, true);
  filter();
  reach();
})();
