/* From a disk a browser starts no worker, without which the theme's search finds nothing. So the worker's script runs
   in a frame that has no address: it belongs to the page, and its policy holds there as well. The theme's own scripts
   know such frames by this name. */
if (location.protocol === "file:")
  window.IFrameWorker = window.Worker = class extends EventTarget {
    #frame = document.createElement("iframe")
    #isReady

    constructor(address) {
      super()
      this.#frame.hidden = true
      document.body.append(this.#frame)
      const { contentWindow: inner } = this.#frame
      /* Some browsers would put an empty page in the place of this one later on. */
      inner.document.open()
      inner.document.write("<!doctype html><body>")
      inner.document.close()
      const run = source => new Promise((resolve, reject) => {
        const script = inner.document.createElement("script")
        Object.assign(script, { src: source, onload: resolve, onerror: reject })
        inner.document.body.append(script)
      })
      inner.importScripts = async (...sources) => { for (const source of sources) await run(source) }
      inner.postMessage = data => this.dispatchEvent(new MessageEvent("message", { data }))
      this.#isReady = run(address)
    }

    async postMessage(data) {
      await this.#isReady
      this.#frame.contentWindow.dispatchEvent(new MessageEvent("message", { data }))
    }

    terminate() {
      this.#frame.remove()
    }
  }
