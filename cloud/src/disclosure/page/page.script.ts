/**
 * All that runs on the public page; everything essential is there without it. In the head, so that larger text is there
 * from the first paint: a choice once made holds for the next lift, too.
 */
export const script = `(function(){try{var s=localStorage,k='lifttrust.size',q=/[?&]size=(large|normal)/.exec(location.search);if(q)s.setItem(k,q[1]);else if(s.getItem(k)==='large')document.documentElement.classList.add('large')}catch(e){}})()`;
