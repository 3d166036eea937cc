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

  /* How it stands, from the best to what is not known, whichever signs a language reads. */
  var STATUSES = ["s-achieved", "s-on-track", "s-behind", "s-off-track", "s-incomplete", "s-not-reported", "s-not-due",
    "s-not-applicable"];

  function statusOf(cell) {
    for (var n = 0; n < STATUSES.length; n += 1) { if (cell.classList.contains(STATUSES[n])) { return n; } }
    return cell.classList.contains("sign") && cell.textContent.trim() ? STATUSES.length : null;
  }

  /* By what a cell is sorted: how it stands, its day, its figure, else its words; null where nothing stands. */
  function value(cell, isFigure) {
    var status = statusOf(cell), text = cell.textContent.trim();
    if (status !== null) { return status; }
    if (cell.dataset.order) { return cell.dataset.order; }
    return isFigure ? figure(text) : text || null;
  }

  function compared(one, other) {
    if (typeof one === "number" && typeof other === "number") { return one - other; }
    if (typeof one !== typeof other) { return typeof one === "number" ? -1 : 1; }
    return one.localeCompare(other, document.documentElement.lang, { numeric: true });
  }

  /* A row of all the others stays below them; so does, whichever way it goes, a row in which nothing stands there. */
  function sort(rows, original, column, way, isFigure) {
    var known = original.map(function (row, n) {
      return { row: row, at: n, isTotal: row.classList.contains("total"), value: value(row.cells[column], isFigure) };
    });
    if (way) {
      known.sort(function (a, b) {
        if (a.isTotal !== b.isTotal) { return a.isTotal - b.isTotal; }
        if (a.isTotal) { return a.at - b.at; }
        if (a.value === null || b.value === null) { return (a.value === null) - (b.value === null) || a.at - b.at; }
        return way * compared(a.value, b.value) || a.at - b.at;
      });
    }
    known.forEach(function (one) { rows.appendChild(one.row); });
  }

  function sortable(table) {
    var head = table.tHead && table.tHead.rows[0], rows = table.tBodies[0];
    if (!head || !rows || rows.rows.length < 3 || table.matches(".about, .summary, .legend")) { return; }
    var heads = Array.prototype.slice.call(head.cells), original = Array.prototype.slice.call(rows.rows);
    var chooser = chooserOf(table, heads, order);

    function order(column, way) {
      sort(rows, original, column, way, heads[column].classList.contains("figure"));
      heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
      if (way) { heads[column].setAttribute("aria-sort", way > 0 ? "ascending" : "descending"); }
      chooser.value = way ? (way > 0 ? "+" : "-") + column : "";
    }

    heads.forEach(function (one, column) {
      var name = one.textContent.trim(), button = document.createElement("button");
      if (!name) { return; }
      button.type = "button";
      button.className = "sort";
      button.title = body.dataset.sort;
      if (one.querySelector("a")) {
        /* the name leads to a page, so that the button stands beside it */
        button.className = "sort beside";
        button.setAttribute("aria-label", body.dataset.sort + ": " + name);
      } else {
        one.textContent = "";
        button.textContent = name;
      }
      one.appendChild(button);
      button.addEventListener("click", function () {
        var now = one.getAttribute("aria-sort");
        order(column, now === "ascending" ? -1 : now === "descending" ? 0 : 1);
      });
    });
  }

  /* Where rows are cards there are no heads to press: the same by a list, which the style sheet shows there alone. */
  function chooserOf(table, heads, order) {
    var label = document.createElement("label"), list = document.createElement("select");
    var room = ["few", "some", "many", "most"].filter(function (one) { return table.classList.contains(one); })[0];
    label.className = "order of-" + (table.classList.contains("matrix") ? "matrix" : room);
    label.textContent = body.dataset.by + " ";
    list.add(new Option(body.dataset.asis, ""));
    heads.forEach(function (one, column) {
      var name = one.textContent.trim();
      if (!name) { return; }
      list.add(new Option(name + " ↑", "+" + column));
      list.add(new Option(name + " ↓", "-" + column));
    });
    list.addEventListener("change", function () {
      var column = parseInt(list.value.slice(1), 10);
      order(isNaN(column) ? 0 : column, list.value === "" ? 0 : list.value[0] === "+" ? 1 : -1);
    });
    label.appendChild(list);
    var caption = table.caption;
    if (caption && !caption.classList.contains("unseen")) { caption.appendChild(label); }
    else { table.parentNode.insertBefore(label, table); }
    return list;
  }

  search();
  Array.prototype.forEach.call(document.querySelectorAll("table"), sortable);
  window.addEventListener("beforeprint", function () {
    Array.prototype.forEach.call(document.querySelectorAll("details:not(.reckoned)"), function (one) { one.open = true; });
  });
})();
