/** A certificate's number with what stands close to it, such as a full stop. */
const NUMBER = /(\S*[A-Z][A-Z0-9]{1,9}-\d{4}-\d{5,}\S*)/;

/**
 * A text whose certificate numbers are not broken at their hyphens where a line has room for them: whoever copies one by
 * hand would take it for two. In a link the line below it goes on.
 */
export const WithNumbers = ({ children }: { children: string }) =>
  children.split(NUMBER).map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the same number may stand there twice
      <span key={at} className="inline-block [text-decoration:inherit]">
        {part}
      </span>
    ),
  );
