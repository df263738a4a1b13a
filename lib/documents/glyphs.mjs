/**
 * The characters a TrueType font has a glyph for, from its `cmap` (formats 4 and 12). PDF/UA refuses a character
 * without a glyph, so what cannot be printed is found before.
 * @param {Buffer} font
 * @returns {Set<number>}
 */
export function charactersOf(font) {
  const found = new Set();
  const cmap = tableAt(font, "cmap");
  for (let index = 0; index < font.readUInt16BE(cmap + 2); index += 1) {
    const at = cmap + font.readUInt32BE(cmap + 4 + index * 8 + 4);
    const format = font.readUInt16BE(at);
    if (format === 4) addSegments(font, at, found);
    if (format === 12) addGroups(font, at, found);
  }
  return found;
}

/** @param {Buffer} font @param {string} tag */
function tableAt(font, tag) {
  for (let index = 0; index < font.readUInt16BE(4); index += 1) {
    const at = 12 + index * 16;
    if (font.toString("latin1", at, at + 4) === tag) return font.readUInt32BE(at + 8);
  }
  throw new Error(`The font has no table ${tag}`);
}

/** @param {Buffer} font @param {number} at @param {Set<number>} found */
function addSegments(font, at, found) {
  const length = font.readUInt16BE(at + 6);
  for (let segment = 0; segment < length; segment += 2) {
    const end = font.readUInt16BE(at + 14 + segment);
    const start = font.readUInt16BE(at + 16 + length + segment);
    const delta = font.readUInt16BE(at + 16 + 2 * length + segment);
    const offsetAt = at + 16 + 3 * length + segment;
    const offset = font.readUInt16BE(offsetAt);
    for (let code = start; code <= end && code < 0xffff; code += 1) {
      const glyph = offset === 0 ? code + delta : font.readUInt16BE(offsetAt + offset + 2 * (code - start));
      if (glyph % 0x10000 !== 0) found.add(code);
    }
  }
}

/** @param {Buffer} font @param {number} at @param {Set<number>} found */
function addGroups(font, at, found) {
  for (let group = 0; group < font.readUInt32BE(at + 12); group += 1) {
    const place = at + 16 + group * 12;
    const end = font.readUInt32BE(place + 4);
    for (let code = font.readUInt32BE(place); code <= end; code += 1) found.add(code);
  }
}
