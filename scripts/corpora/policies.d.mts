export function writePack(folder: string, count: number): void;
export function writeForeignRules(folder: string, count: number): void;
export function writeCrossDocumentRule(folder: string): void;
