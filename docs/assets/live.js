// Run it here: what runs is fetched on the press, and nothing of it before.
"use strict";
for (const place of document.querySelectorAll(".live")) {
  const button = place.querySelector("button");
  document.getElementById(place.dataset.under)?.after(place); // an exercise is begun where it says so
  place.hidden = false;
  button.onclick = () => {
    const frame = document.createElement("iframe");
    frame.title = button.textContent;
    frame.src = `${place.dataset.page}#start`;
    place.replaceChildren(frame);
    frame.scrollIntoView({ block: "nearest" });
  };
}
