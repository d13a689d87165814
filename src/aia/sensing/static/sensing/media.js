// A photo is made small before it leaves the phone, and loses there what it carries; a voice is
// recorded in the page where the phone can. Both are told to the form through `aiaMedia`.
"use strict";

self.aiaMedia = (() => {
  const LONGEST = 1600, QUALITY = 0.82, MOST_SECONDS = 120;
  const lines = JSON.parse(document.getElementById("lines").textContent);
  const photo = document.getElementById("photo"), voice = document.getElementById("voice");
  const button = document.getElementById("record"), told = document.getElementById("recorded");
  let recorder = null, recorded = null, seconds = 0, timer = 0;

  // Some browsers draw in an image what they do not make a bitmap of: a HEIC, as iPhones keep photos.
  const byImage = async (file) => {
    const image = new Image(), url = URL.createObjectURL(file);
    try {
      image.src = url;
      await image.decode();
      return image;
    } finally {
      URL.revokeObjectURL(url);
    }
  };

  const bitmap = (file) => createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => byImage(file));

  const shrunk = async (file) => {
    let drawn;
    try {
      drawn = await bitmap(file);
    } catch {
      return file;
    }
    const scale = Math.min(1, LONGEST / Math.max(drawn.width, drawn.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(drawn.width * scale);
    canvas.height = Math.round(drawn.height * scale);
    canvas.getContext("2d").drawImage(drawn, 0, 0, canvas.width, canvas.height);
    drawn.close?.();
    return new Promise((done) => canvas.toBlob((blob) => done(blob ?? file), "image/jpeg", QUALITY));
  };

  // Nobody after this page can open one: better said now than when the phone is online again.
  const heic = (file) => /^image\/hei[cf]/.test(file.type) || /\.hei[cf]$/i.test(file.name ?? "");

  const over = (blob, input) => blob && blob.size > Number(input.dataset.most);

  // Return the files to send, or the field whose file cannot be sent and the line that says why.
  const files = async () => {
    const chosen = photo.files[0], spoken = recorded ?? voice.files[0] ?? null;
    const seen = chosen ? await shrunk(chosen) : null;
    if (seen && seen === chosen && heic(chosen)) return { wrong: "photo", why: "photo_heic" };
    if (over(seen, photo)) return { wrong: "photo", why: "photo_big" };
    if (over(spoken, voice)) return { wrong: "voice", why: "voice_big" };
    return { photo: seen, voice: spoken, seconds: recorded ? seconds : null };
  };

  const quiet = () => {
    clearInterval(timer);
    recorder?.stream.getTracks().forEach((track) => track.stop());
    button.textContent = recorded ? lines.take_away : lines.record;
    told.textContent = recorded ? lines.recorded : "";
  };

  const begin = async () => {
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      told.textContent = lines.no_microphone;
      return;
    }
    const parts = [];
    recorder = new MediaRecorder(stream, { audioBitsPerSecond: 32_000 });
    recorder.ondataavailable = (event) => parts.push(event.data);
    recorder.onstop = () => {
      recorded = new Blob(parts, { type: recorder.mimeType });
      quiet();
    };
    seconds = 0;
    const count = () => {
      button.textContent = lines.recording.replace("%(seconds)s", String(seconds));
      if (seconds >= MOST_SECONDS) recorder.stop();
      seconds += 1;
    };
    recorder.start();
    count();
    timer = setInterval(count, 1000);
  };

  if (navigator.mediaDevices?.getUserMedia && self.MediaRecorder) {
    document.getElementById("recorder").hidden = false;
    button.addEventListener("click", () => {
      if (recorder?.state === "recording") {
        recorder.stop();
      } else if (recorded) {
        recorded = null;
        quiet();
      } else {
        begin();
      }
    });
  }
  return { files };
})();
