/** Starts the drop basket's page: a target for links, with a ring for the progress of everything. */
import { createRoot } from 'react-dom/client';
import { clientOfWindow } from '../bridge.ts';
import '../styles/tokens.css';
import '../styles/base.css';
import { Basket } from './basket.tsx';
import './basket.css';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root element');
createRoot(root).render(<Basket client={clientOfWindow()} />);
