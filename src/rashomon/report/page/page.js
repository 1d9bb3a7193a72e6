(function () {
  "use strict";
  var doc = document, root = doc.documentElement;
  var back = doc.getElementById("back"), said = doc.getElementById("said"), filter = doc.getElementById("filter");
  var trail = [], lit = [];
  root.classList.add("js");
  doc.querySelectorAll(".tools").forEach(function (box) { box.hidden = false; });

  function all(where, what) { return Array.prototype.slice.call(where.querySelectorAll(what)); }

  /* Open whatever hides an element, and its own body. */
  function reveal(element) {
    for (var up = element.parentElement; up; up = up.parentElement) { if (up.tagName === "DETAILS") { up.open = true; } }
    var own = element.querySelector(":scope > details");
    if (own) { own.open = true; }
  }

  /* A passage may be in several pieces: where it goes on past a paragraph or crosses another passage. */
  function pieces(id) {
    var found = doc.getElementById(id);
    return found ? [found].concat(all(doc, '[data-p="' + id + '"]')) : [];
  }

  function dim() {
    lit.forEach(function (element) { element.classList.remove("lit", "now"); });
    lit = [];
  }

  function light(id, now) {
    pieces(id).forEach(function (element) {
      element.classList.add("lit");
      if (now) { element.classList.add("now"); }
      lit.push(element);
    });
  }

  /* Light the words gone to, and the other passages of the line one came from: both sides of a conflict. */
  function arrive(id, line) {
    var target = doc.getElementById(id);
    if (!target) { return; }
    reveal(target);
    dim();
    if (/^a\d+-\d+-\d+$/.test(id)) {
      if (line) { all(line, 'a[href^="#a"]').forEach(function (link) { light(link.getAttribute("href").slice(1), false); }); }
      light(id, true);
      target.scrollIntoView({ block: "center" });
    } else {
      target.scrollIntoView({ block: "start" });
      target.focus({ preventScroll: true });
    }
  }

  doc.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest('a[href^="#"]') : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) { return; }
    var id = link.getAttribute("href").slice(1);
    if (!doc.getElementById(id)) { return; }
    if (!link.closest(".contents, .skip, .masthead")) {
      trail.push({ link: link, y: window.scrollY });
      back.hidden = false;
    }
    event.preventDefault();
    if (window.location.hash !== "#" + id) { window.history.pushState(null, "", "#" + id); }
    arrive(id, link.closest("[data-item]"));
  });

  function goBack() {
    var last = trail.pop();
    back.hidden = trail.length === 0;
    if (!last) { return; }
    reveal(last.link);
    window.scrollTo({ top: last.y });
    last.link.focus({ preventScroll: true });
    var box = last.link.getBoundingClientRect();
    if (box.bottom < 0 || box.top > window.innerHeight) { last.link.scrollIntoView({ block: "center" }); }
  }
  back.addEventListener("click", goBack);
  window.addEventListener("hashchange", function () { arrive(window.location.hash.slice(1), null); });
  if (window.location.hash.length > 1) { arrive(window.location.hash.slice(1), null); }

  /* Filter. */
  var items = null, opened = [], timer = 0, note = doc.getElementById("filter-note");
  function apply() {
    var query = filter.value.trim().toLowerCase(), shown = 0;
    if (items === null) {
      items = all(doc, "[data-item]").map(function (element) {
        return { element: element, text: element.textContent.toLowerCase() };
      });
    }
    opened.forEach(function (box) { box.open = false; });
    opened = [];
    items.forEach(function (item) {
      var hit = query === "" || item.text.indexOf(query) >= 0;
      item.element.classList.toggle("off", !hit);
      if (!hit || query === "") { return; }
      shown += 1;
      for (var up = item.element.parentElement; up; up = up.parentElement) {
        if (up.tagName === "DETAILS" && !up.open) { up.open = true; opened.push(up); }
      }
    });
    all(doc, "[data-group], table.values").forEach(function (group) {
      group.classList.toggle("off", query !== "" && group.querySelector("[data-item]:not(.off)") === null);
    });
    note.textContent = query === "" ? "" : shown === 1 ? "1 line matches" : shown + " lines match";
  }
  filter.addEventListener("input", function () {
    window.clearTimeout(timer);
    timer = window.setTimeout(apply, 120);
  });
  filter.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { filter.value = ""; apply(); }
  });

  /* Keys. */
  var stops = ".conflict, .utterance, .entry, .link, .moment, .outlet, article.text";
  function step(by) {
    var list = all(doc, stops).filter(function (element) { return element.offsetParent !== null; });
    var here = doc.activeElement ? doc.activeElement.closest(stops) : null, at = list.indexOf(here);
    if (at < 0) {
      at = list.findIndex(function (element) { return element.getBoundingClientRect().top > 4; });
      at = by > 0 ? at - 1 : at;
    }
    var next = list[Math.min(Math.max(at + by, 0), list.length - 1)];
    if (!next) { return; }
    if (!next.hasAttribute("tabindex")) { next.setAttribute("tabindex", "-1"); }
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "start" });
  }
  doc.addEventListener("keydown", function (event) {
    if (event.altKey || event.ctrlKey || event.metaKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) { return; }
    if (event.key === "j") { step(1); } else if (event.key === "k") { step(-1); } else if (event.key === "b") { goBack(); }
    else if (event.key === "/") { event.preventDefault(); filter.focus(); }
  });

  /* Copy a passage as a citation. */
  function cite(figure) {
    var words = figure.querySelector("mark") || figure.querySelector("blockquote");
    var clone = words.cloneNode(true);
    all(clone, "del").forEach(function (lost) { lost.remove(); });
    var who = all(figure, "figcaption a").map(function (link) {
      var article = doc.getElementById("account-" + (/^#a(\d+)-/.exec(link.getAttribute("href")) || [])[1]);
      if (!article) { return link.textContent; }
      var data = article.dataset;
      return [data.label, data.title ? "“" + data.title + "”" : "", data.when, data.link].filter(Boolean).join(", ");
    });
    var text = clone.textContent.trim().replace(/\s+/g, " ");
    if (!/^["“«„]/.test(text)) { text = "“" + text + "”"; }
    return text + " (" + who.join("; ") + ")";
  }
  function copy(text) {
    var done = function () { said.textContent = ""; said.textContent = "Citation copied"; };
    if (navigator.clipboard && window.isSecureContext) { navigator.clipboard.writeText(text).then(done, fallback); } else { fallback(); }
    function fallback() {
      var area = doc.createElement("textarea");
      area.value = text;
      area.className = "hidden";
      doc.body.appendChild(area);
      area.select();
      doc.execCommand("copy");
      area.remove();
      done();
    }
  }
  all(doc, ".told > figcaption, .print > figcaption").forEach(function (caption) {
    var button = doc.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.setAttribute("aria-label", "Copy this passage as a citation");
    caption.appendChild(button);
  });
  doc.addEventListener("click", function (event) {
    var button = event.target.closest ? event.target.closest("button.copy") : null;
    if (!button) { return; }
    copy(cite(button.closest("figure")));
    button.textContent = "Copied";
    window.setTimeout(function () { button.textContent = "Copy"; }, 1500);
  });
})();
