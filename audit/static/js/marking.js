// Drawing on a photo with a finger: an arrow, a circle, or a blurred patch over a face.

/**
 * @typedef {"arrow" | "circle" | "blur"} Tool
 * @typedef {{tool: Tool, from: [number, number], to: [number, number]}} Stroke in pixels of the photo
 */

const INK = "#e5322d";
const EDGE = "#ffffff";
const BLUR_STEPS = 12;

export class Marking {
  /** @param {ImageBitmap} photo */
  constructor(photo) {
    this.photo = photo;
    /** @type {Tool} */
    this.tool = "arrow";
    /** @type {Stroke[]} */
    this.strokes = [];
    this.whenChanged = () => {};
    this.canvas = document.createElement("canvas");
    this.canvas.className = "annotate__canvas";
    this.canvas.width = photo.width;
    this.canvas.height = photo.height;
    this.context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d", { alpha: false }));
    this.canvas.addEventListener("pointerdown", (event) => this.#begin(event));
    this.canvas.addEventListener("pointermove", (event) => this.#move(event));
    this.canvas.addEventListener("pointerup", () => this.#end());
    this.canvas.addEventListener("pointercancel", () => this.#end());
    this.#draw();
  }

  undo() {
    this.strokes.pop();
    this.#changed();
  }

  finished() {
    return this.canvas;
  }

  /** @param {PointerEvent} event */
  #begin(event) {
    this.canvas.setPointerCapture(event.pointerId);
    const at = this.#place(event);
    this.current = { tool: this.tool, from: at, to: at };
    this.strokes.push(this.current);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (!this.current) return;
    this.current.to = this.#place(event);
    this.#draw();
  }

  #end() {
    if (!this.current) return;
    const { from, to } = this.current;
    if (Math.hypot(to[0] - from[0], to[1] - from[1]) < this.#unit()) this.strokes.pop();
    this.current = undefined;
    this.#changed();
  }

  #changed() {
    this.#draw();
    this.whenChanged();
  }

  /**
   * From the screen to the photo; the picture is fitted into the element, with room left beside it.
   * @param {PointerEvent} event
   * @returns {[number, number]}
   */
  #place({ clientX, clientY }) {
    const box = this.canvas.getBoundingClientRect();
    const scale = Math.min(box.width / this.canvas.width, box.height / this.canvas.height);
    const left = box.left + (box.width - this.canvas.width * scale) / 2;
    const top = box.top + (box.height - this.canvas.height * scale) / 2;
    return [(clientX - left) / scale, (clientY - top) / scale];
  }

  #unit() {
    return Math.max(this.canvas.width, this.canvas.height) / 100;
  }

  #draw() {
    this.context.drawImage(this.photo, 0, 0);
    for (const stroke of this.strokes) {
      if (stroke.tool === "blur") this.#blur(stroke);
      else this.#line(stroke);
    }
  }

  /** @param {Stroke} stroke */
  #line({ tool, from, to }) {
    const path = tool === "arrow" ? arrow(from, to, this.#unit() * 4) : ellipse(from, to);
    this.context.lineCap = this.context.lineJoin = "round";
    for (const [style, width] of /** @type {const} */ ([
      [EDGE, 1.6],
      [INK, 0.9],
    ])) {
      this.context.strokeStyle = style;
      this.context.lineWidth = this.#unit() * width;
      this.context.stroke(path);
    }
  }

  /** @param {Stroke} stroke the patch is made of a few coarse pixels: nothing of the face can be won back */
  #blur({ from, to }) {
    const [left, right] = [from[0], to[0]].sort((a, b) => a - b).map(Math.round);
    const [top, bottom] = [from[1], to[1]].sort((a, b) => a - b).map(Math.round);
    const [x = 0, y = 0] = [left, top];
    const [width, height] = [Math.max(1, (right ?? 0) - x), Math.max(1, (bottom ?? 0) - y)];
    const small = document.createElement("canvas");
    small.width = Math.max(1, Math.min(BLUR_STEPS, Math.round(width / 16)));
    small.height = Math.max(1, Math.min(BLUR_STEPS, Math.round(height / 16)));
    small.getContext("2d")?.drawImage(this.photo, x, y, width, height, 0, 0, small.width, small.height);
    this.context.drawImage(small, x, y, width, height);
  }
}

/**
 * @param {[number, number]} from
 * @param {[number, number]} to
 * @param {number} head
 */
function arrow(from, to, head) {
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
  const path = new Path2D();
  path.moveTo(...from);
  path.lineTo(...to);
  for (const turn of [-2.6, 2.6]) {
    path.moveTo(...to);
    path.lineTo(to[0] + head * Math.cos(angle + turn), to[1] + head * Math.sin(angle + turn));
  }
  return path;
}

/**
 * @param {[number, number]} from
 * @param {[number, number]} to
 */
function ellipse(from, to) {
  const path = new Path2D();
  const [x, y] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  path.ellipse(x, y, Math.abs(to[0] - from[0]) / 2, Math.abs(to[1] - from[1]) / 2, 0, 0, 2 * Math.PI);
  return path;
}
