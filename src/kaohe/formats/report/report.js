"use strict";
/* Language, search, explanations on request. Everything is put in as text, never as markup. */
(() => {
  const root = document.documentElement, byId = (id) => document.getElementById(id);
  const held = JSON.parse(byId("data").textContent);
  const zh = () => byId("l-zh").checked;
  const word = (code, values = {}) =>
    held.words[code][zh() ? 0 : 1].replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const make = (tag, kind, ...inside) => {
    const one = document.createElement(tag);
    if (kind) one.className = kind;
    one.append(...inside.filter((each) => each !== null));
    return one;
  };
  const drawn = (tag, values) => {
    const one = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const key in values) one.setAttribute(key, values[key]);
    return one;
  };
  root.classList.add("on");

  /* language */
  const find = byId("find"), found = byId("found");
  const speak = () => {
    root.lang = zh() ? "zh-Hans" : "en";
    document.title = zh() ? root.dataset.titleZh : root.dataset.titleEn;
    find.placeholder = zh() ? find.dataset.zh : find.dataset.en;
    document.querySelectorAll("tr.x").forEach((one) => fill(one));
    found.hidden = true;
  };
  document.querySelectorAll("input[name=lang]").forEach((one) => one.addEventListener("change", speak));

  /* explanations: lines with their depth, put into a tree */
  const told = (subject) => {
    const [values, ...lines] = held.s[subject].split("\n");
    const top = { parts: [], lines: [] }, open = [top];
    for (const line of lines) {
      const [, depth, sort, place, rest] = /^(\d+)(\w)(\d+) (.*)$/.exec(line);
      const numbers = (rest.includes("|") ? rest.split("|")[zh() ? 0 : 1] : rest).split(" ");
      let next = 0;
      const said = held.t[place][zh() ? 0 : 1].replace(/0/g, () => numbers[next++]).split("\t");
      while (open.length > 1 && open[open.length - 1].depth >= depth) open.pop();
      const above = open[open.length - 1];
      if (sort === "h" || sort === "p") {
        const one = { said, sort, depth: +depth, parts: [], lines: [] };
        above.parts.push(one);
        open.push(one);
      } else above.lines.push([sort, said]);
    }
    return [values.split(","), top.parts[0]];
  };
  const row = (subject) => document.querySelector(`tr[data-s="${CSS.escape(subject)}"]`);
  const name = (subject) => row(subject)?.querySelector(".who").textContent || subject;

  const tree = (one, level) => {
    const [title, value, article, other] = one.said;
    const parts = ["b", "span", "span"].map((tag, i) => make(tag, ["", "v", "a"][i], [title, value, article][i]));
    const lines = one.lines.filter(([sort]) => sort !== "s").map(([sort, said]) =>
      make("p", sort, (sort === "f" ? "= " : "") + said[0]));
    const silent = one.lines.filter(([sort]) => sort === "s").map(([, said]) =>
      make("p", "s", said[0] + (said[1] ? ` [${said[1]}]` : "")));
    if (other && row(other)) {
      const link = make("a", "", word("see", { name: name(other) }));
      link.href = "#" + row(other).id;
      lines.push(make("p", "w", link));
    }
    if (silent.length > 2) {
      const fold = make("details", "silent", make("summary", "", word("silent", { n: silent.length })), ...silent);
      silent.splice(0, silent.length, fold);
    }
    const below = one.parts.length ? make("ul", "", ...one.parts.map((part) => tree(part, level + 1))) : null;
    if (!below) return make("li", "", make("div", "h", ...parts), ...lines, ...silent);
    const fold = make("details", "", make("summary", "h", ...parts), ...lines, below, ...silent);
    fold.open = level < 3 && one.sort === "h" && one.parts.length < 12;
    return make("li", "", fold);
  };

  const against = (block, values) => {
    const number = (units, places) => (units / 10 ** places).toFixed(places);
    const body = make("tbody", "");
    block.forEach(([zhTitle, enTitle, depth, places, ends], i) => {
      if (!ends || values[i] === "") return;
      const own = +values[i], [low, middle, high] = ends, mid = Math.round(middle * 10 ** places);
      const gap = own - mid, at = (units) => 5 + 100 * (high > low ? (units - low) / (high - low) : 0.5);
      const strip = drawn("svg", { class: "bar", viewBox: "0 0 110 14", "aria-hidden": "true" });
      strip.append(
        drawn("rect", { x: 5, y: 5, width: 100, height: 4, class: "track" }),
        drawn("path", { d: `M${at(mid)} 1v12`, class: "mid" }),
        drawn("path", { d: `M${at(own)} 2l5 5l-5 5l-5 -5z`, class: "own" }));
      const difference = gap ? (gap > 0 ? "+" : "−") + number(Math.abs(gap), places) : word("equal");
      const head = make("th", "in" + depth, zh() ? zhTitle : enTitle);
      head.scope = "row";
      const cells = [number(own, places), middle, difference].map((text, j) =>
        make("td", "num" + (j === 2 && gap ? (gap > 0 ? " up" : " down") : ""), text));
      const last = make("td", "", strip);
      last.title = `${number(low, places)}—${number(high, places)}`;
      body.append(make("tr", "", head, ...cells, last));
    });
    const heads = ["", "own", "middle", "difference", "span"].map((code, i) => {
      const head = make("th", i && i < 4 ? "num" : "", code ? word(code) : "");
      head.scope = "col";
      return head;
    });
    const table = make("table", "t tight", make("thead", "", make("tr", "", ...heads)), body);
    return make("div", "", make("h5", "", word("against")), make("div", "sheet", make("div", "scroll", table)));
  };

  const fill = (unfolded) => {
    const subject = unfolded.previousElementSibling.dataset.s, cell = unfolded.firstChild;
    cell.replaceChildren();
    const [values, whole] = told(subject);
    const steps = make("div", "", make("h5", "", word("steps")), make("ul", "", tree(whole, 0)));
    const block = held.sets[unfolded.closest(".set").id];
    cell.append(make("div", "why", steps, values.some((one) => one !== "") && block ? against(block, values) : null));
  };
  const unfold = (one, wanted) => {
    const next = one.nextElementSibling, open = next?.classList.contains("x");
    if (open === wanted) return;
    one.classList.toggle("shown", wanted);
    one.querySelector(".who").setAttribute("aria-expanded", wanted);
    if (!wanted) return next.remove();
    const cell = make("td", "");
    cell.colSpan = one.children.length;
    const unfolded = make("tr", "x", cell);
    one.after(unfolded);
    fill(unfolded);
  };
  document.querySelectorAll("a.who").forEach((one) => one.setAttribute("aria-expanded", "false"));
  document.addEventListener("click", (event) => {
    const who = event.target.closest("a.who"), all = event.target.closest("button[data-all]");
    if (who) {
      event.preventDefault();
      const one = who.closest("tr"), wanted = !one.classList.contains("shown");
      history.replaceState(null, "", wanted ? "#" + one.id : location.pathname + location.search);
      unfold(one, wanted);
    }
    if (all) all.closest("section").querySelectorAll("details.folded").forEach((one) => { one.open = !!all.dataset.all; });
    if (!event.target.closest(".find")) found.hidden = true;
  });
  const go = () => {
    const target = byId(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let above = target; above; above = above.parentElement) if (above.tagName === "DETAILS") above.open = true;
    if (target.dataset.s !== undefined) unfold(target, true);
    target.scrollIntoView();
  };
  addEventListener("hashchange", go);

  /* search */
  const everybody = [...document.querySelectorAll("tr[data-s]")].map((one) => ({
    id: one.id, name: one.querySelector(".who").textContent, subject: one.dataset.s,
  }));
  const search = () => {
    const wanted = find.value.trim().toLowerCase();
    const hits = wanted ? everybody.filter((one) => (one.name + " " + one.subject).toLowerCase().includes(wanted)) : [];
    found.replaceChildren(...hits.slice(0, 12).map((one) => {
      const link = make("a", "", one.name, one.name === one.subject ? null : make("small", "", one.subject));
      link.href = "#" + one.id;
      link.addEventListener("click", () => { found.hidden = true; if (location.hash === link.hash) go(); });
      return make("li", "", link);
    }));
    if (wanted && !hits.length) found.append(make("li", "", make("p", "", word("none"))));
    if (hits.length > 12) found.append(make("li", "", make("p", "", word("more", { n: hits.length - 12 }))));
    found.hidden = !wanted;
  };
  find.addEventListener("input", search);
  find.addEventListener("keydown", (event) => {
    if (event.key === "Escape") found.hidden = true;
    if (event.key === "Enter" || event.key === "ArrowDown") {
      const first = found.querySelector("a");
      if (!first) return;
      event.preventDefault();
      if (event.key === "Enter") first.click(); else first.focus();
    }
  });
  found.addEventListener("keydown", (event) => {
    const next = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    if (event.key === "Escape") find.focus(), (found.hidden = true);
    if (!next) return;
    event.preventDefault();
    (event.target.closest("li")[next]?.querySelector("a") || find).focus();
  });
  find.parentElement.hidden = false;
  speak();
  go();
})();
