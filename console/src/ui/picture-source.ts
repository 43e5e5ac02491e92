import { fileContentPath } from '@lifttrust/shared-types/file/file.contract';
import { createContext, useContext } from 'react';

type Source = (fileId: string, copy: 'original' | 'watermarked') => string;

/** Where the pictures of a record come from: under a call-up they are read under its purpose. */
export const PictureSource = createContext<Source>(fileContentPath);
export const usePictureSource = (): Source => useContext(PictureSource);
