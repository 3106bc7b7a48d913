export interface CorpusFile {
  readonly path: string;
  readonly content: string;
}

export type Corpus = (options?: { readonly seed?: number; readonly size?: number }) => readonly CorpusFile[];

export const corpora: Readonly<
  Record<"manifests" | "customResources" | "configMaps" | "account" | "plan" | "template" | "serviceAccounts", Corpus>
>;
