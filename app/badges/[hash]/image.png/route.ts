import { bakedFile } from "@/app/badges/baked-file";

export const GET = bakedFile("png");
