export { recogniseUnfinished, type Recognition, type RecogniseOptions } from './recognise-unfinished.ts';
