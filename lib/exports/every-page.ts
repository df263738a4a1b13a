type Page<Row> = Readonly<{ rows: readonly Row[]; next: string | null }>;

/** The rows of a list page by page, each from where the one before ended, for a file of all of it. */
export async function* everyPage<Row>(
  read: (after: string | undefined) => Promise<Page<Row>>,
): AsyncGenerator<readonly Row[]> {
  let after: string | undefined;
  do {
    const page: Page<Row> = await read(after);
    yield page.rows;
    after = page.next ?? undefined;
  } while (after);
}
