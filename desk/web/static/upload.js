// Handing in: what is dropped or chosen is listed, sent file by file with progress, then the line is started.
"use strict";
(() => {
  const $ = (query) => document.querySelector(query);
  const room = () => $("#upload");
  let chosen = [];

  function add(path, file) {
    chosen = chosen.filter((each) => each.path !== path);
    chosen.push({ path, file });
    list();
  }
  function list() {
    $("#chosen").replaceChildren(...chosen.slice(0, 40).map(({ path, file }) => {
      const item = document.createElement("li");
      item.textContent = `${path}　${(file.size / 1e6).toFixed(1)} MB`;
      return item;
    }));
    if (chosen.length > 40) $("#chosen").append(`等 ${chosen.length} 个文件`);
    $("#send").disabled = chosen.length === 0;
  }
  async function walk(entry, base) {
    if (entry.isFile) { const file = await new Promise((done, fail) => entry.file(done, fail)); add(base + entry.name, file); return; }
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((done, fail) => reader.readEntries(done, fail));
      if (!some.length) return;
      for (const each of some) await walk(each, `${base}${entry.name}/`);
    }
  }
  const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRF"];
  function say(text) {
    const line = document.createElement("p");
    line.className = "alarm";
    line.textContent = text;
    $("#message").replaceChildren(line);
  }
  function post(address, data, progress) {
    return new Promise((done, fail) => {
      const request = new XMLHttpRequest();
      request.open("POST", address);
      request.setRequestHeader("X-CSRF", token());
      request.setRequestHeader("HX-Request", "true");
      request.upload.onprogress = (event) => progress && progress(event.loaded);
      request.onload = () => (request.status < 300 ? done(request.responseText) : fail(new Error(request.responseText.replace(/<[^>]*>/g, "").trim())));
      request.onerror = () => fail(new Error("连接中断，请重试。"));
      request.send(data);
    });
  }
  async function send() {
    $("#send").disabled = true;
    const bar = $("#sent"), all = chosen.reduce((sum, each) => sum + each.file.size, 0) || 1;
    bar.hidden = false;
    try {
      const id = await post("/upload", null);
      let sent = 0;
      for (const { path, file } of chosen) {
        const data = new FormData();
        data.append("path", path);
        data.append("name", $("#dossier") ? $("#dossier").value : "");
        data.append("case", room().dataset.case);
        data.append("file", file);
        await post(`/upload/${id}/file`, data, (now) => { bar.value = (sent + now) / all; });
        sent += file.size;
      }
      bar.value = 1;
      chosen = [];
      list();
      htmx.ajax("POST", `/upload/${id}/start`, { target: "#working", swap: "innerHTML" });
    } catch (error) {
      bar.hidden = true;
      say(error.message);
      $("#send").disabled = false;
    }
  }
  document.addEventListener("DOMContentLoaded", () => {
    if (!room()) return;
    const drop = $("#drop");
    ["dragenter", "dragover"].forEach((name) => drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); }));
    ["dragleave", "drop"].forEach((name) => drop.addEventListener(name, () => drop.classList.remove("over")));
    drop.addEventListener("drop", async (event) => {
      event.preventDefault();
      const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
      for (const entry of entries) await walk(entry, "");
    });
    ["#files", "#folder"].forEach((field) => $(field).addEventListener("change", (event) => {
      [...event.target.files].forEach((file) => add(file.webkitRelativePath || file.name, file));
      event.target.value = "";
    }));
    $("#send").addEventListener("click", send);
  });
})();
