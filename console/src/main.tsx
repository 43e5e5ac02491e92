import { createRoot } from 'react-dom/client';
import { App } from './app/app';
import { startAppearance } from './app/appearance';
import './app/app.css';

startAppearance();
const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
