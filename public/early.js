// zod compiles schemas with eval where it may; under our policy even asking is reported as a violation.
globalThis.__zod_globalConfig = { jitless: true };

// A form sent before its script is ready would reload the page and lose what was typed: hold it until then.
addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (form.dataset.managed && !form.dataset.ready) {
      event.preventDefault();
      form.dataset.early = "true";
    }
  },
  true,
);
