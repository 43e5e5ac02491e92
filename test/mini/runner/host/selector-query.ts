import { currentBox } from './router';

interface Asked {
  node?: boolean;
  size?: boolean;
  rect?: boolean;
  id?: boolean;
  scrollOffset?: boolean;
}

type Tell = (found: unknown) => void;

function describe(element: Element | null, asked: Asked): unknown {
  if (!element) return null;
  const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
  return {
    ...(asked.rect ? { left, top, right, bottom } : {}),
    ...(asked.size ? { width, height } : {}),
    ...(asked.id ? { id: element.id } : {}),
    ...(asked.node ? { node: element } : {}),
    ...(asked.scrollOffset ? { scrollLeft: element.scrollLeft, scrollTop: element.scrollTop } : {}),
  };
}

/** `createSelectorQuery`: questions about the nodes of the page on top. */
export class SelectorQuery {
  private questions: { ask: () => unknown; tell: Tell | undefined }[] = [];
  private find: (asked: Asked) => unknown = () => null;

  in = () => this;
  select(selector: string) {
    this.find = (asked) => describe(currentBox().querySelector(selector), asked);
    return this;
  }
  selectAll(selector: string) {
    this.find = (asked) =>
      [...currentBox().querySelectorAll(selector)].map((found) => describe(found, asked));
    return this;
  }
  selectViewport() {
    this.find = (asked) => describe(document.documentElement, asked);
    return this;
  }
  fields(asked: Asked, tell?: Tell) {
    const { find } = this;
    this.questions.push({ ask: () => find(asked), tell });
    return this;
  }
  node = (tell?: Tell) => this.fields({ node: true }, tell);
  boundingClientRect = (tell?: Tell) => this.fields({ rect: true, size: true, id: true }, tell);
  scrollOffset = (tell?: Tell) => this.fields({ scrollOffset: true }, tell);
  exec(tellAll?: (found: unknown[]) => void) {
    const found = this.questions.map(({ ask }) => ask());
    setTimeout(() => {
      this.questions.forEach(({ tell }, index) => {
        tell?.(found[index]);
      });
      tellAll?.(found);
    });
    return this;
  }
}
