/** Drawing without a pointer: the arrow keys move the pen, Space puts it down and lifts it. */

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const STEP = 10;

/**
 * @param {HTMLCanvasElement} canvas
 * @param {{begin: (at: [number, number]) => void, go: (at: [number, number]) => void, end: () => void}} pen
 */
export function listenForPenKeys(canvas, { begin, go, end }) {
  let at = [canvas.width / 2, canvas.height / 2];
  let down = false;
  const lift = () => {
    if (down) end();
    down = false;
  };
  canvas.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    if (step) {
      at = [clamp(at[0] + step[0] * STEP, canvas.width), clamp(at[1] + step[1] * STEP, canvas.height)];
      if (down) go(at);
    } else if (down) lift();
    else {
      down = true;
      begin(at);
    }
    show(canvas, at, down);
  });
  canvas.addEventListener("blur", lift);
}

/** @param {number} value @param {number} most */
const clamp = (value, most) => Math.max(0, Math.min(most, value));

/** Say where the pen is, for those who see and for those who hear. @param {HTMLCanvasElement} canvas @param {number[]} at @param {boolean} down */
function show(canvas, at, down) {
  const [across, from] = [at[0] / canvas.width, at[1] / canvas.height].map((part) => Math.round(100 * part));
  const spot = canvas.parentElement.querySelector(".drawing-pen");
  Object.assign(spot.style, { left: `${across}%`, top: `${from}%` });
  spot.dataset.down = String(down);
  const line = canvas.closest(".drawing-pad").querySelector(".drawing-told");
  line.textContent = `Pen ${down ? "down" : "up"}: ${across} % from the left, ${from} % from the top. Space ${down ? "lifts it" : "puts it down"}.`;
}
