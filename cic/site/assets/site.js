"use strict";
/* Search and the order of tables. Every page can be read without it; it asks nobody and keeps nothing. */
(function () {
  var body = document.body, pages = window.cicPages || [];

  function plain(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }

  function search() {
    var box = document.querySelector(".search"), input = document.getElementById("search");
    var list = document.getElementById("found"), count = document.getElementById("count");
    if (!box || !pages.length) { return; }
    box.hidden = false;
    var known = pages.map(function (page) { return { page: page, title: plain(page[0]), all: plain(page.join(" ")) }; });
    var at = -1;

    function close() {
      list.hidden = true;
      at = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function choose(to) {
      var items = list.children;
      if (!items.length || !items[0].dataset.to) { return; }
      if (at >= 0) { items[at].setAttribute("aria-selected", "false"); }
      at = (to + items.length) % items.length;
      items[at].setAttribute("aria-selected", "true");
      items[at].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", items[at].id);
    }

    function go(item) {
      if (item && item.dataset.to) { location.href = body.dataset.up + item.dataset.to; }
    }

    function show() {
      var words = plain(input.value).split(/\s+/).filter(Boolean);
      close();
      list.textContent = "";
      count.textContent = "";
      if (!words.length) { return; }
      var found = known.filter(function (one) {
        return words.every(function (word) { return one.all.indexOf(word) >= 0; });
      }).map(function (one) {
        var inTitle = words.every(function (word) { return one.title.indexOf(word) >= 0; });
        var exact = words.every(function (word) { return one.title.split(/[\s,]+/).indexOf(word) >= 0; });
        return { page: one.page, weight: exact ? 0 : inTitle ? 1 : 2 };
      });
      /* of titles that say it, the one that says least beside it */
      found.sort(function (a, b) { return a.weight - b.weight || a.page[0].length - b.page[0].length; });
      found.slice(0, 12).forEach(function (one, n) {
        var item = document.createElement("li"), more = document.createElement("small");
        item.id = "found-" + n;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.dataset.to = one.page[1];
        item.textContent = one.page[0];
        more.textContent = one.page[2].slice(0, 110);
        if (more.textContent) { item.appendChild(more); }
        list.appendChild(item);
      });
      if (!found.length) {
        var none = document.createElement("li");
        none.setAttribute("role", "option");
        none.setAttribute("aria-disabled", "true");
        none.textContent = body.dataset.nothing;
        list.appendChild(none);
      }
      count.textContent = found.length ? body.dataset.found + " " + found.length : body.dataset.nothing;
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
    }

    input.addEventListener("input", show);
    input.addEventListener("keydown", function (event) {
      if (event.key === "ArrowDown") { choose(at + 1); event.preventDefault(); }
      else if (event.key === "ArrowUp") { choose(at - 1); event.preventDefault(); }
      else if (event.key === "Enter") { go(list.children[Math.max(at, 0)]); event.preventDefault(); }
      else if (event.key === "Escape") { close(); }
    });
    list.addEventListener("mousedown", function (event) { event.preventDefault(); });
    list.addEventListener("click", function (event) { go(event.target.closest("li")); });
    input.addEventListener("blur", function () { setTimeout(close, 150); });
  }

  /* The number that a cell begins with, whichever marks its language writes; null for what is none. */
  function figure(text) {
    var match = /^[^\d-]*(-?\d[\d.,\u00a0\u202f ]*)/.exec(text.replace(/\u2212/g, "-"));
    if (!match) { return null; }
    var digits = match[1].replace(/[^\d.,-]/g, "");
    var english = document.documentElement.lang === "en";
    digits = english ? digits.replace(/,/g, "") : digits.replace(/\./g, "").replace(",", ".");
    var value = parseFloat(digits);
    return isNaN(value) ? null : value;
  }

  function isTotal(row) { return row.classList.contains("total"); }

  function sortable(table) {
    var heads = table.querySelectorAll("thead th"), rows = table.tBodies[0];
    if (!rows || rows.rows.length < 3 || table.classList.contains("matrix")) { return; }
    Array.prototype.forEach.call(heads, function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.title = body.dataset.sort;
      button.textContent = head.textContent;
      if (!head.textContent) { return; }
      head.textContent = "";
      head.appendChild(button);
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "ascending";
        var isFigure = head.classList.contains("figure");
        var totals = Array.prototype.filter.call(rows.rows, isTotal);
        var all = Array.prototype.filter.call(rows.rows, function (row) { return !isTotal(row); }).map(function (row, n) {
          var text = row.cells[column].textContent.trim();
          return { row: row, at: n, text: text, value: isFigure ? figure(text) : text };
        });
        all.sort(function (a, b) {
          var empty = function (one) { return one.value === null || one.value === ""; };
          if (empty(a) || empty(b)) { return empty(a) - empty(b) || a.at - b.at; }
          var order = isFigure ? a.value - b.value
            : a.text.localeCompare(b.text, document.documentElement.lang, { numeric: true });
          return (down ? -order : order) || a.at - b.at;
        });
        all.forEach(function (one) { rows.appendChild(one.row); });
        /* what is made of the others stays below them */
        totals.forEach(function (row) { rows.appendChild(row); });
        Array.prototype.forEach.call(heads, function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
      });
    });
  }

  search();
  Array.prototype.forEach.call(document.querySelectorAll("table"), sortable);
  window.addEventListener("beforeprint", function () {
    Array.prototype.forEach.call(document.querySelectorAll("details:not(.reckoned)"), function (one) { one.open = true; });
  });
})();
