/** Somebody else's page: it learns nothing of where its reader came from. */
export function EvidenceLink({ address }: { address: string }) {
  return (
    <a href={address} rel="noopener noreferrer nofollow" className="break-all text-accent underline">
      {address}
    </a>
  );
}
