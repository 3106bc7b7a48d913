export declare const commandLine: string;
export declare function isBuilt(): boolean;
