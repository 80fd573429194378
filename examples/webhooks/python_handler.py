"""Receives webhooks with Python's standard library: checks the signature over the raw body, as a Flask handler would.

    WEBHOOK_SECRET=whsec_... PORT=3000 python3 examples/webhooks/python_handler.py
"""

import hashlib
import hmac
import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRET = os.environ["WEBHOOK_SECRET"]


def is_signed(payload, signature, timestamp):
    expected = hmac.new(SECRET.encode(), f"{timestamp}.{payload}".encode(), hashlib.sha256).hexdigest()
    return hmac.compare_digest(signature, expected)


# A table with a unique key in production, so that it outlives the process.
seen = set()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        payload = self.rfile.read(int(self.headers["Content-Length"])).decode()
        signature = self.headers.get("X-Timely-Signature", "")
        timestamp = self.headers.get("X-Timely-Timestamp", "")
        if not is_signed(payload, signature, timestamp):
            return self.answer(401, "Invalid signature")

        # An event may come more than once: a retry, or an answer of ours that was lost.
        event_id = self.headers["X-Timely-Event-Id"]
        if event_id in seen:
            return self.answer(200, "ok")
        seen.add(event_id)

        self.answer(200, "ok")
        event = json.loads(payload)
        print(event["event"], json.dumps(event["data"]), flush=True)

    def answer(self, status, text):
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "3000"))), Handler)
    print(f"Listening on http://127.0.0.1:{server.server_port}/", flush=True)
    server.serve_forever()
