/* A zip archive whose files are stored as they are: all that a spreadsheet of words needs. */

const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})

const crcOf = bytes => {
  let value = 0xffffffff
  for (const byte of bytes) value = CRC[(value ^ byte) & 0xff] ^ (value >>> 8)
  return (value ^ 0xffffffff) >>> 0
}

/* Numbers of two or four bytes, the lowest byte first. */
const pack = (...fields) => {
  const bytes = new Uint8Array(fields.reduce((sum, [size]) => sum + size, 0))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const [size, value] of fields) {
    if (size === 4) view.setUint32(at, value, true)
    else view.setUint16(at, value, true)
    at += size
  }
  return bytes
}

const VERSION = [2, 20], UTF8 = [2, 0x0800], STORED = [2, 0], MIDNIGHT = [2, 0], NONE = [2, 0]
/* The first day that the format knows: the same words make the same bytes. */
const DAY = [2, 33]

/* The parts of an archive, from names and texts, for a Blob. */
export const zip = files => {
  const encoder = new TextEncoder()
  const parts = [], directory = []
  let offset = 0
  for (const [name, text] of files) {
    const title = encoder.encode(name), bytes = encoder.encode(text)
    const facts = [[4, crcOf(bytes)], [4, bytes.length], [4, bytes.length], [2, title.length], NONE]
    const head = pack([4, 0x04034b50], VERSION, UTF8, STORED, MIDNIGHT, DAY, ...facts)
    const entry = pack([4, 0x02014b50], VERSION, VERSION, UTF8, STORED, MIDNIGHT, DAY, ...facts,
      NONE, NONE, NONE, [4, 0], [4, offset])
    parts.push(head, title, bytes)
    directory.push(entry, title)
    offset += head.length + title.length + bytes.length
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0)
  const end = pack([4, 0x06054b50], NONE, NONE, [2, files.length], [2, files.length], [4, size], [4, offset], NONE)
  return [...parts, ...directory, end]
}
