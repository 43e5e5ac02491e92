// Stands in for a module that the packages have no use for.
export {};
