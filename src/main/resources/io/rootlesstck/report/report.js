// Opens, finds and filters claims. All text in the page was escaped when it was written; here it is
// only moved, as nodes and textContent, never as markup.
(() => {
  "use strict";
  const $ = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const root = document.documentElement;
  const rows = all("tr.row");
  const cells = all("thead th.cell span").map((head) => head.textContent);
  const names = all(".place summary code").map((name) => name.textContent);
  const many = cells.length > 1;
  const search = $("#tck-search");
  const chips = all("[data-filter]");
  const help = $("#tck-help");
  const words = new Map(rows.map((row) => [row, $("th", row).textContent.toLowerCase()]));
  let current = null;

  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  const clone = (id) => {
    const template = document.getElementById(id);
    return template ? template.content.cloneNode(true) : document.createDocumentFragment();
  };

  // --- one claim -------------------------------------------------------------------------------

  /** The address of an evidence file: names may hold anything, so each part is encoded. */
  const address = (cell, folder, name) => {
    const path = name.startsWith("/") ? name.slice(1) : [cell, folder, name].filter(Boolean).join("/");
    return `${root.dataset.evidence}/${path.split("/").map(encodeURIComponent).join("/")}`;
  };

  const verdictsOf = (row) => all("td.v", row).map((cell) => cell.textContent);

  /** The cell that asks most for attention: the first whose verdict is not HOLDS. */
  const firstCell = (row) => {
    const verdicts = verdictsOf(row);
    const worst = ["BROKEN", "ERROR", "NOT_RUN", "DRIFTED", "HOLDS"].find((name) => verdicts.includes(name));
    return Math.max(0, verdicts.indexOf(worst));
  };

  const fill = (body, row, cell) => {
    body.replaceChildren(clone(`tck-p-${row.dataset.r}-${cell}`));
    const columns = {claim: make("div"), control: make("div")};
    const tests = all("[data-t]", body);
    for (const test of tests) {
      // What is the same in every cell stands in the page once, and is put around what is this cell's.
      const section = clone(`tck-t-${test.dataset.t}`).firstElementChild;
      $("h4 span", section).textContent = test.title;
      $(".own", section).replaceWith(...test.childNodes);
      columns[section.dataset.role].append(section);
      test.remove();
    }
    for (const [role, column] of Object.entries(columns)) {
      if (!column.firstElementChild) {
        column.append(make("p", {className: "plain", textContent: role === "claim" ? "No test of the claim ran." : "No control ran."}));
      }
    }
    if (tests.length) {
      body.append(make("div", {className: "pair"}, columns.claim, columns.control));
    }
    for (const place of all("[data-s]", body)) {
      place.replaceWith(clone(`tck-s-${place.dataset.s}`));
    }
    for (const section of all(".tried", body)) {
      const files = $("[data-d]", section);
      const shown = new Set(all("figcaption [data-f]", section).map((link) => link.textContent));
      for (const link of all("[data-f]", section)) {
        link.href = address(names[cell], files ? files.dataset.d : "", link.textContent);
      }
      if (files) {
        for (const link of all("[data-f]", files)) {
          if (shown.has(link.textContent)) {
            link.remove(); // stands above, with its excerpt
          }
        }
        files.hidden = !files.firstElementChild;
      }
    }
    if (!body.firstElementChild) {
      body.append(make("p", {className: "plain", textContent: "The claim got no verdict in this cell."}));
    }
  };

  const picker = (row, chosen, change) => {
    const select = make("select");
    verdictsOf(row).forEach((verdict, index) => {
      select.append(make("option", {value: index, textContent: `${cells[index]} — ${verdict}`, selected: index === chosen}));
    });
    select.addEventListener("change", () => change(Number(select.value)));
    return make("label", {className: "pick"}, make("span", {textContent: "Cell"}), select);
  };

  const isOpen = (row) => $("button", row).getAttribute("aria-expanded") === "true";

  const close = (row) => {
    if (isOpen(row)) {
      row.nextElementSibling.remove();
      $("button", row).setAttribute("aria-expanded", "false");
    }
  };

  const open = (row, cell = firstCell(row)) => {
    close(row);
    const body = make("div", {className: "body"});
    const holder = make("td", {colSpan: cells.length + 2}, clone(`tck-c-${row.dataset.r}`));
    holder.setAttribute("role", "cell");
    if (many) {
      holder.append(picker(row, cell, (other) => {
        fill(body, row, other);
        remember(row, other);
      }));
    }
    holder.append(body);
    fill(body, row, cell);
    const panel = make("tr", {className: "panel"}, holder);
    panel.setAttribute("role", "row");
    row.after(panel);
    $("button", row).setAttribute("aria-expanded", "true");
  };

  /** The address of what is open, without an entry in the history for each. */
  const remember = (row, cell) => {
    const place = many && cell !== undefined ? `@${names[cell]}` : "";
    history.replaceState(null, "", row ? `#${encodeURIComponent(row.id + place)}` : location.pathname + location.search);
  };

  const toggle = (row, cell) => {
    select(row);
    if (isOpen(row) && cell === undefined) {
      close(row);
      remember(null);
    } else {
      open(row, cell);
      remember(row, cell);
    }
  };

  const select = (row) => {
    if (current) {
      current.classList.remove("current");
    }
    current = row;
    if (row) {
      row.classList.add("current");
    }
  };

  for (const row of rows) {
    row.addEventListener("click", (event) => {
      const judged = event.target.closest("td.v");
      if (judged && many && judged.className !== "v ") {
        toggle(row, all("td.v", row).indexOf(judged));
      } else if (!event.target.closest("a") && getSelection().isCollapsed) {
        toggle(row);
      }
    });
  }

  // --- what is shown ---------------------------------------------------------------------------

  const filter = () => {
    const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const verdicts = chips.filter((chip) => chip.getAttribute("aria-pressed") === "true").map((chip) => chip.dataset.filter);
    let shown = 0;
    for (const row of rows) {
      const has = row.dataset.v.split(" ");
      const fits = (!verdicts.length || verdicts.some((verdict) => has.includes(verdict)))
        && wanted.every((word) => words.get(row).includes(word));
      row.hidden = !fits;
      if (isOpen(row)) {
        row.nextElementSibling.hidden = !fits;
      }
      shown += fits ? 1 : 0;
    }
    for (const section of all("tbody.section")) {
      section.hidden = all("tr.row", section).every((row) => row.hidden);
    }
    $("#tck-none").hidden = shown > 0;
    $("#tck-shown").textContent = shown === rows.length ? `${shown} claims` : `${shown} of ${rows.length} claims`;
    if (current && current.hidden) {
      select(null);
    }
  };

  search.addEventListener("input", filter);
  for (const chip of chips) {
    chip.addEventListener("click", () => {
      chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
      filter();
    });
  }
  $("#tck-reset").addEventListener("click", () => {
    search.value = "";
    chips.forEach((chip) => chip.setAttribute("aria-pressed", "false"));
    filter();
    search.focus();
  });

  // --- deep links ------------------------------------------------------------------------------

  const follow = () => {
    let wanted;
    try {
      wanted = decodeURIComponent(location.hash.slice(1));
    } catch (malformed) {
      return; // a broken % code names no claim
    }
    const found = (id) => rows.find((row) => row.id === id);
    const at = wanted.lastIndexOf("@");
    const row = found(wanted) || (at > 0 ? found(wanted.slice(0, at)) : undefined);
    if (!row) {
      return;
    }
    if (row.hidden) {
      $("#tck-reset").click();
    }
    const cell = found(wanted) ? -1 : names.indexOf(wanted.slice(at + 1));
    open(row, cell < 0 ? firstCell(row) : cell);
    select(row);
    row.scrollIntoView({block: "start"});
  };
  addEventListener("hashchange", follow);

  // --- colours ---------------------------------------------------------------------------------

  const THEMES = ["auto", "light", "dark"];
  const theme = $("#tck-theme");
  const store = (value) => {
    try {
      return value === undefined ? localStorage.getItem("tck-theme") : localStorage.setItem("tck-theme", value);
    } catch (denied) {
      return null; // some browsers give a page from a file no storage: then it is as the system has it
    }
  };
  const paint = (name) => {
    if (name === "auto") {
      delete root.dataset.theme;
    } else {
      root.dataset.theme = name;
    }
    theme.textContent = name[0].toUpperCase() + name.slice(1);
    theme.setAttribute("aria-label", `Colours: ${name === "auto" ? "as the system has them" : name}`);
  };
  const nextTheme = () => {
    const name = THEMES[(THEMES.indexOf(root.dataset.theme || "auto") + 1) % THEMES.length];
    store(name);
    paint(name);
  };
  theme.addEventListener("click", nextTheme);
  paint(THEMES.includes(store()) ? store() : "auto");

  // --- keys ------------------------------------------------------------------------------------

  const move = (step) => {
    const shown = rows.filter((row) => !row.hidden);
    if (!shown.length) {
      return;
    }
    const at = current ? shown.indexOf(current) + step : step > 0 ? 0 : shown.length - 1;
    const row = shown[Math.min(shown.length - 1, Math.max(0, at))];
    select(row);
    $("button", row).focus({preventScroll: true});
    row.scrollIntoView({block: "nearest"});
  };

  const escape = () => {
    if (document.activeElement === search) {
      if (search.value) {
        search.value = "";
        filter();
      } else {
        search.blur();
      }
      return;
    }
    const open = current && isOpen(current) ? current : rows.find((row) => isOpen(row));
    if (open) {
      close(open);
      remember(null);
      $("button", open).focus();
    }
  };

  const KEYS = {
    j: () => move(1),
    k: () => move(-1),
    "/": () => search.focus(),
    "?": () => help.showModal(),
    t: nextTheme,
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) {
      return;
    }
    if (event.key === "Escape") {
      event.preventDefault();
      escape();
    } else if (event.key === "Enter" && event.target === search) {
      move(1);
    } else if (!/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && KEYS[event.key]) {
      event.preventDefault();
      KEYS[event.key]();
    }
  });
  for (const row of rows) {
    $("button", row).addEventListener("focus", () => select(row));
  }
  $("#tck-keys").addEventListener("click", () => help.showModal());

  filter();
  follow();
})();
