declare const BUILD: string;
declare const SHELL: string[];
