// What many news pages do: count, and keep an eye on their own elements.
window.changes = 0;
new MutationObserver((records) => { window.changes += records.length; }).observe(document.documentElement, {
  attributes: true, characterData: true, childList: true, subtree: true,
});
