// Added to a page by the bench, before the page's own scripts: notes when an answer has been painted.
(() => {
  const painted = (window.benchPainted = []);
  let element = null;
  let answer = null;

  const look = () => {
    const found = document.querySelector("[data-monthly-usd]");
    if (!found || (found === element && found.dataset.monthlyUsd === answer)) return;
    element = found;
    answer = found.dataset.monthlyUsd;
    // A message posted in the callback before a frame arrives after that frame.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => painted.push(performance.now());
      port2.postMessage(null);
    });
  };

  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
  addEventListener("input", (event) => (window.benchTyped = event.timeStamp), true);
})();
