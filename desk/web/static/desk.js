// The desk's own script: the page image with its places, and the keys. Everything else is a link or a form.
"use strict";
(() => {
  const $ = (query, root = document) => root.querySelector(query);
  const all = (query, root = document) => [...root.querySelectorAll(query)];
  const view = { file: null, page: null, zoom: 1, turn: 0 };
  const viewer = () => $("#viewer");
  const address = (file, page, what) => `/cases/${viewer().dataset.case}/files/${file}/pages/${page}/${what}`;

  // ---- the page image
  function show(file, page, box) {
    const same = view.file === file && view.page === page;
    Object.assign(view, { file, page });
    $("#nothing").hidden = true;
    const picture = $("#picture");
    picture.hidden = false;
    if (!same) {
      view.turn = 0;
      picture.src = address(file, page, "picture");
      if (window.htmx) htmx.ajax("GET", address(file, page, "areas"), { target: "#areas", swap: "innerHTML" });
      const pages = leaves();
      const at = pages.indexOf(`${file}.${page}`);
      $("#where").textContent = `第 ${at + 1} / ${pages.length} 页`;
      ahead(pages[at + 1]);
    }
    mark(box);
    picture.decode().then(() => { lay(); reveal(box); }).catch(() => { $("#where").textContent = "此页无法显示"; });
    all(".spot").forEach((spot) => spot.classList.toggle("here", spot.dataset.file == file && spot.dataset.page == page && spot.dataset.box === (box || "")));
  }
  function ahead(leaf) {
    if (!leaf) return;
    const [file, page] = leaf.split(".");
    new Image().src = address(file, page, "picture");
  }
  const leaves = () => $("#pages").dataset.pages.split(" ").filter(Boolean);
  const corners = (box) => box.split(" ").map(Number);

  function mark(box) {
    const rect = $("#mark rect");
    rect.toggleAttribute("hidden", !box);
    if (!box) return;
    const [x0, y0, x1, y1] = corners(box);
    const set = { x: x0 - 4, y: y0 - 3, width: x1 - x0 + 8, height: y1 - y0 + 6 };
    Object.entries(set).forEach(([name, value]) => rect.setAttribute(name, value));
  }
  function lay() {
    const area = $("#area"), paper = $("#paper"), picture = $("#picture");
    const sideways = view.turn % 2 === 1;
    const ratio = picture.naturalHeight / picture.naturalWidth || 1.4;
    const room = area.clientWidth - 28;
    const width = (sideways ? room / ratio : room) * view.zoom;
    paper.style.width = `${width}px`;
    paper.style.height = `${width * ratio}px`;
    const shift = [["0", "0"], [`${width * ratio}px`, "0"], [`${width}px`, `${width * ratio}px`], ["0", `${width}px`]][view.turn];
    paper.style.transform = view.turn ? `translate(${shift[0]}, ${shift[1]}) rotate(${view.turn * 90}deg)` : "";
    paper.style.marginLeft = view.turn ? "0" : "auto";
  }
  function reveal(box) {
    const area = $("#area");
    if (!box) { area.scrollTo(0, 0); return; }
    const rect = $("#mark rect").getBoundingClientRect(), frame = area.getBoundingClientRect();
    area.scrollBy({ left: rect.left + rect.width / 2 - frame.left - frame.width / 2, top: rect.top + rect.height / 2 - frame.top - frame.height / 2 });
  }
  function leaf(step) {
    const pages = leaves(), at = pages.indexOf(`${view.file}.${view.page}`);
    const next = pages[Math.min(pages.length - 1, Math.max(0, at + step))];
    if (next) show(...next.split(".").map(Number), "");
  }
  function place(step) {
    const spots = all(".spot", current() || $("#panel"));
    if (!spots.length) return;
    const at = spots.findIndex((spot) => spot.classList.contains("here"));
    spots[(at + step + spots.length) % spots.length].click();
  }
  const VIEWS = {
    before: () => leaf(-1), after: () => leaf(1), previous: () => place(-1), next: () => place(1),
    in: () => { view.zoom = Math.min(5, view.zoom * 1.25); lay(); }, out: () => { view.zoom = Math.max(0.3, view.zoom / 1.25); lay(); },
    fit: () => { view.zoom = 1; lay(); }, turn: () => { view.turn = (view.turn + 1) % 4; lay(); },
  };

  // ---- the crop of a place, drawn from the page's own picture
  function crop(canvas) {
    const [x0, y0, x1, y1] = corners(canvas.dataset.box);
    const picture = new Image();
    picture.onload = () => {
      const wide = picture.naturalWidth / 1000, high = picture.naturalHeight / 1000;
      const left = Math.max(0, x0 - 110), right = Math.min(1000, x1 + 110), top = Math.max(0, y0 - 14), bottom = Math.min(1000, y1 + 14);
      const scale = Math.min(1, 1100 / ((right - left) * wide));
      canvas.width = (right - left) * wide * scale;
      canvas.height = (bottom - top) * high * scale;
      const pen = canvas.getContext("2d");
      pen.drawImage(picture, left * wide, top * high, (right - left) * wide, (bottom - top) * high, 0, 0, canvas.width, canvas.height);
      pen.strokeStyle = "#b45309"; pen.lineWidth = 2;
      pen.strokeRect((x0 - left) * wide * scale - 3, (y0 - top) * high * scale - 2, (x1 - x0) * wide * scale + 6, (y1 - y0) * high * scale + 4);
    };
    picture.src = address(canvas.dataset.file, canvas.dataset.page, "picture");
  }

  // ---- the row at hand
  const rows = () => all("[data-row]");
  const current = () => $("[data-row][data-current]");
  function choose(row, focus) {
    if (!row) return;
    all("[data-current]").forEach((each) => each.removeAttribute("data-current"));
    row.setAttribute("data-current", "");
    if (focus) { ($("a", row.matches("tr") ? row : document.createElement("i")) || row).focus({ preventScroll: true }); row.scrollIntoView({ block: "nearest" }); }
    all("canvas.crop", row).forEach(crop);
    const spot = viewer() && $(".spot", row);
    if (spot) spot.click();
  }
  function step(by) {
    const found = rows(), at = found.indexOf(current());
    choose(found[Math.min(found.length - 1, Math.max(0, at + by))], true);
  }

  // ---- a value clicked on the page is shown in the record
  function toValue(pointer) {
    const there = () => $(`[data-value="${CSS.escape(pointer)}"]`);
    const flash = () => {
      const value = there();
      if (!value) return;
      document.removeEventListener("htmx:afterSettle", flash);
      value.scrollIntoView({ block: "center" });
      value.focus({ preventScroll: true });
      value.classList.add("flash");
      setTimeout(() => value.classList.remove("flash"), 1600);
    };
    if (there()) { flash(); return; }
    document.addEventListener("htmx:afterSettle", flash);
    $('.tabs a[href$="/record"]').click();
  }

  // ---- a form that opens takes the cursor at once, and closes its neighbours
  function unfold(form) {
    all("details.because[open]", form.parentElement).forEach((each) => { if (each !== form) each.open = false; });
    form.open = !form.open;
    if (form.open) $("input:not([type=hidden]), textarea, select", form).focus();
  }

  document.addEventListener("click", (event) => {
    const form = event.target.closest("summary")?.parentElement;
    if (form?.matches("details.because")) { event.preventDefault(); unfold(form); return; }
    const spot = event.target.closest(".spot");
    if (spot && viewer()) { show(Number(spot.dataset.file), Number(spot.dataset.page), spot.dataset.box); return; }
    const area = event.target.closest("[data-pointer]");
    if (area) { event.preventDefault(); toValue(area.dataset.pointer); return; }
    const tool = event.target.closest("[data-view]");
    if (tool) { VIEWS[tool.dataset.view](); return; }
    const opener = event.target.closest("[data-open]");
    if (opener) { $(`#${opener.dataset.open}`).showModal(); return; }
    const row = event.target.closest("[data-row]");
    if (row && row !== current() && !event.target.closest("a, button, summary, input, form")) choose(row, false);
  });
  // ---- whoever asks where a page belongs sees it
  document.addEventListener("toggle", (event) => {
    const spot = event.target.matches?.("details.refile[open]") && $(".spot", event.target.closest("li, tr"));
    if (spot) spot.click();
  }, true);
  document.addEventListener("change", (event) => {
    if (event.target.id === "boxes") $("#paper").classList.toggle("boxless", !event.target.checked);
  });
  // ---- keys
  const writing = (target) => target.closest("input:not([type=checkbox]), textarea, select, dialog");
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.id === "q" && rows().length) { choose(rows()[0], true); event.preventDefault(); return; }
    if (event.key === "Escape" && writing(event.target)) {
      if (!event.target.closest("dialog")) event.preventDefault();
      const open = event.target.closest("details[open]");
      if (open) { open.open = false; $("summary", open).focus(); } else event.target.blur();
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || writing(event.target)) return;
    const key = event.key === "+" ? "=" : event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key === "j" || key === "k") { step(key === "j" ? 1 : -1); event.preventDefault(); return; }
    if (key === "/") { const field = $("[data-focus='/']"); if (field) { field.focus(); event.preventDefault(); } return; }
    if (key === "Enter" && event.target.closest("a, button, summary")) return;
    if (key.startsWith("Arrow") && event.target.closest("#area") === null && event.target.closest("[role=group]")) return;
    const named = `[data-key="${CSS.escape(key)}"]`;
    const target = (current() && $(named, current())) || all(named).find((each) => !each.closest("[data-row]") && each.offsetParent !== null);
    if (key === "Enter" && !target) { const link = current() && $("a", current()); if (link && current().matches("tr")) link.click(); return; }
    if (target) { target.click(); event.preventDefault(); }
  });

  // ---- what a new panel begins with
  function begin() {
    const row = current() || (viewer() && rows()[0]);
    if (row) { choose(row, false); if (viewer()) row.focus({ preventScroll: true }); } else if (viewer() && view.file === null && leaves().length) show(...leaves()[0].split(".").map(Number), "");
  }
  document.addEventListener("DOMContentLoaded", begin);
  document.addEventListener("htmx:afterSwap", (event) => { if (event.detail.target.id === "side") begin(); });
  window.addEventListener("resize", () => { if (viewer() && view.file !== null) lay(); });
})();
