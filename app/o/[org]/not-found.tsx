import { NotFoundMessage } from "@/components/shell/not-found-message";

/** Inside the organisation's frame, so that the way on is at hand. */
export default function NotFound() {
  return <NotFoundMessage />;
}
