import { AppError, msg } from "@/lib/errors";

/** More elements than a badge needs by far; fewer than it takes to keep a renderer busy. */
const MOST_ELEMENTS = 5_000;

/** Draws nothing by itself, or draws what lies elsewhere. */
const FORBIDDEN = [
  "a",
  "animate",
  "animateMotion",
  "animateTransform",
  "feImage",
  "foreignObject",
  "image",
  "script",
  "set",
  "style",
  "use",
];

const unreadable = () => new AppError("invalid", msg("media.notPicture"));

/** An address outside of the picture: anything but a reference to a part of itself. */
const pointsOutside = (value: string) =>
  /url\(\s*['"]?\s*(?!#)/i.test(value) || /^\s*(?:https?:|data:|\/\/)/i.test(value);

/**
 * The drawing as a picture by itself: shapes, gradients, text. Scripts, styles, animation, links, foreign objects and
 * everything that would fetch something are gone. Throws `invalid` for what is no SVG, or nothing is left of.
 */
export async function sanitiseSvg(text: string): Promise<string> {
  // Loaded when somebody sends a picture: no other request should wait for a whole DOM.
  const [{ JSDOM }, { default: createPurifier }] = await Promise.all([import("jsdom"), import("dompurify")]);
  const { window } = new JSDOM("");
  try {
    if (!/<svg[\s>]/i.test(text)) throw unreadable();
    const purifier = createPurifier(window);
    purifier.addHook("uponSanitizeAttribute", (_, data) => {
      if (data.attrName === "style" || /href$/i.test(data.attrName) || pointsOutside(data.attrValue)) {
        data.keepAttr = false;
      }
    });
    const clean = purifier.sanitize(text, {
      USE_PROFILES: { svg: true, svgFilters: true },
      FORBID_TAGS: FORBIDDEN,
      RETURN_DOM_FRAGMENT: true,
    });
    const drawing = clean.querySelector("svg");
    if (!drawing || drawing.childElementCount === 0) throw unreadable();
    if (drawing.querySelectorAll("*").length > MOST_ELEMENTS) {
      throw new AppError("invalid", msg("media.tooIntricate"));
    }
    giveViewBox(drawing);
    return new window.XMLSerializer().serializeToString(drawing);
  } finally {
    window.close();
  }
}

/** A drawing that only says how large it is could not be shown in another size. */
function giveViewBox(drawing: Element): void {
  if (!drawing.getAttribute("viewBox")) {
    const [width, height] = ["width", "height"].map((name) =>
      Number.parseFloat(drawing.getAttribute(name) ?? ""),
    );
    if (!width || !height) throw unreadable();
    drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
  }
  drawing.removeAttribute("width");
  drawing.removeAttribute("height");
}
