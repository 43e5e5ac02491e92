/** Origin of the service, without a slash at its end; empty in the H5 form. */
declare const __API_BASE__: string;
/** True only in the local preview with simulated phones. */
declare const __SANDBOX__: boolean;
/** Which of the two products this is. */
declare const __TARGET__: 'weapp' | 'dd';
/** Read at build time only. */
declare const process: { env: { TARO_ENV?: string; TARGET?: string } };
