import { Zip, ZipPassThrough } from "fflate";
import type { DocumentFile } from "@/lib/documents/file";

/**
 * Files as a ZIP, each made only when what came before has been taken: one at a time is held in memory. PDF is
 * compressed already and goes in as it is. When the reader goes away no more are made.
 */
export function zipOf(files: AsyncGenerator<DocumentFile>, at: Date): ReadableStream<Uint8Array> {
  let zip: Zip;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        zip = new Zip((error, chunk, isLast) => {
          if (error) controller.error(error);
          else if (chunk.length > 0) controller.enqueue(chunk);
          if (isLast && !error) controller.close();
        });
      },
      async pull() {
        const { value: file, done } = await files.next();
        if (done) {
          zip.end();
          return;
        }
        const entry = new ZipPassThrough(file.name);
        entry.mtime = at;
        zip.add(entry);
        entry.push(file.bytes, true);
      },
      async cancel() {
        zip.terminate();
        await files.return(undefined);
      },
    },
    new CountQueuingStrategy({ highWaterMark: 1 }),
  );
}
