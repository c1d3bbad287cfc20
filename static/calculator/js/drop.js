// Files dropped anywhere on the page go the way of the form that takes them. Without this script the form takes them too.

document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  const form = document.querySelector("[data-takes-files]");
  if (!form || !event.dataTransfer.files.length) return;
  event.preventDefault();
  form.querySelector("input[name=file]").files = event.dataTransfer.files;
  form.requestSubmit();
});
