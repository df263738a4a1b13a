import { siteAddress } from "@/lib/auth/password-link";

type Printed = Readonly<{ certificateNumber: string; verificationToken: string }>;

/**
 * Where anybody sees what a certificate is worth now, as its QR holds it: number and code, which opens the full record.
 * It goes on paper, so it stays the same as long as `HEDER_URL` does. Only for the holder and for who administers
 * certificates: whoever has it can read the holder's name.
 */
export const verificationAddress = ({ certificateNumber, verificationToken }: Printed): string =>
  `${siteAddress()}/verify/${certificateNumber}?code=${verificationToken}`;
