//! `cargo xtask serve`: the reader on this computer.

use std::fs::File;
use std::path::{Component, Path, PathBuf};

use anyhow::{Result, anyhow};
use tiny_http::{Header, Method, Request, Response, Server};

use crate::{build, paths};

/// What the pages may load: their own files and nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
                      font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";

/// Builds and serves until stopped.
///
/// # Errors
/// If the build fails or no port can be opened.
pub(crate) fn serve(port: u16) -> Result<()> {
    build::build()?;
    let server = Server::http(("127.0.0.1", port))
        .or_else(|_| Server::http(("127.0.0.1", 0)))
        .map_err(|error| anyhow!("cannot listen on 127.0.0.1: {error}"))?;
    println!("Sourcelight reader: http://{}/", server.server_addr());
    println!("Stop it by Ctrl+C.");
    let site = paths::dist().join("reader");
    for request in server.incoming_requests() {
        // A browser that hangs up in the middle of an answer is no reason to stop.
        if let Err(error) = answer(request, &site) {
            eprintln!("{error}");
        }
    }
    Ok(())
}

/// Answers one request from the files under `site`.
fn answer(request: Request, site: &Path) -> std::io::Result<()> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return request.respond(Response::from_string("only GET and HEAD").with_status_code(405));
    }
    let Some(path) = find_file(request.url(), site) else {
        return request.respond(Response::from_string("not found").with_status_code(404));
    };
    if path.is_dir() {
        let address = format!("{}/", request.url().split(['?', '#']).next().unwrap_or_default());
        return request
            .respond(Response::from_string("moved").with_status_code(308).with_header(header("Location", &address)));
    }
    let mut response = Response::from_file(File::open(&path)?);
    for (name, value) in [
        ("Content-Type", media_type(&path)),
        ("Content-Security-Policy", POLICY),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cache-Control", "no-cache"),
    ] {
        response.add_header(header(name, value));
    }
    request.respond(response)
}

/// The file that `url` asks for, or a folder asked for without its last slash.
fn find_file(url: &str, site: &Path) -> Option<PathBuf> {
    let asked = url.split(['?', '#']).next()?;
    let mut path = site.to_owned();
    for part in Path::new(asked.trim_start_matches('/')).components() {
        match part {
            Component::Normal(name) => path.push(name),
            Component::CurDir => {}
            _ => return None,
        }
    }
    if asked.ends_with('/') {
        path.push("index.html");
    }
    path.exists().then_some(path)
}

/// The media type of a file by its ending.
fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "webmanifest") => "application/json",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// A header of names and values that are known to be ASCII.
fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value).expect("header names and values here are ASCII")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside_the_site() {
        let site = paths::root().join("xtask");
        assert_eq!(find_file("/src/main.rs?x=1", &site), Some(site.join("src/main.rs")));
        for outside in ["/../Cargo.toml", "/src/../../Cargo.toml", "//etc/passwd", "/nothing", "/src/"] {
            assert_eq!(find_file(outside, &site), None, "{outside}");
        }
    }
}
