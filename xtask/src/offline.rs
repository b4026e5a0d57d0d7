//! The service worker of the built reader: it is told the site's files and their hash.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::paths;

/// Moves the service worker of the site at `site` to its root, where its scope is the whole site, and tells it the site's files
/// and their hash; and tells the reader's page that there is one.
///
/// # Errors
/// If a file cannot be read or written, or lacks the place that is filled in here.
pub(crate) fn write_service_worker(site: &Path) -> Result<()> {
    let template = site.join("reader/service-worker.js");
    let script = read(&template)?;
    fs::remove_file(&template).with_context(|| format!("removing {}", template.display()))?;
    let page = site.join("reader/index.html");
    let filled = fill(
        &read(&page)?,
        r#"name="sourcelight-offline" content="no""#,
        r#"name="sourcelight-offline" content="yes""#,
    )?;
    fs::write(&page, filled).with_context(|| format!("writing {}", page.display()))?;

    let mut files: Vec<(String, PathBuf)> =
        paths::find_files(site)?.into_iter().map(|path| (address_of(&path, site), path)).collect();
    files.sort();
    let mut hash = HASH_START;
    for (_, path) in &files {
        let bytes = fs::read(path).with_context(|| format!("reading {}", path.display()))?;
        hash = hash_bytes(&bytes, hash);
    }
    let addresses: Vec<_> = files.iter().map(|(address, _)| address).collect();
    let script = fill(&script, "const BUILD = '';", &format!("const BUILD = '{hash:08x}';"))?;
    let list = serde_json::to_string(&addresses).expect("a list of texts is JSON");
    let script = fill(&script, "const FILES = [];", &format!("const FILES = {list};"))?;
    let target = site.join("service-worker.js");
    fs::write(&target, script).with_context(|| format!("writing {}", target.display()))
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}

/// `text` with `value` in place of `blank`, which must stand there once.
fn fill(text: &str, blank: &str, value: &str) -> Result<String> {
    ensure!(text.matches(blank).count() == 1, "expected `{blank}` once");
    Ok(text.replace(blank, value))
}

/// The address of a file relative to the site's root; a folder's index.html has the folder's, which no host redirects.
fn address_of(path: &Path, site: &Path) -> String {
    let address = path.strip_prefix(site).expect("it was found under the site").to_string_lossy().replace('\\', "/");
    match address.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder.to_owned(),
        _ => address,
    }
}

const HASH_START: u32 = 0x811c_9dc5;

/// FNV-1a of `bytes` after those that gave `hash`, as `hashBytes` in `www/reader/service-worker.js`.
fn hash_bytes(bytes: &[u8], hash: u32) -> u32 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn index_has_the_address_of_its_folder() {
        let site = Path::new("/site");
        for (path, expected) in [
            ("index.html", ""),
            ("reader/index.html", "reader/"),
            ("reader/my-index.html", "reader/my-index.html"),
            ("lib/x.js", "lib/x.js"),
        ] {
            assert_eq!(address_of(&site.join(path), site), expected);
        }
    }

    #[test]
    fn hash_is_fnv_1a() {
        assert_eq!(hash_bytes(b"foobar", HASH_START), 0xbf9c_f968);
        assert_eq!(hash_bytes(b"bar", hash_bytes(b"foo", HASH_START)), 0xbf9c_f968);
    }
}
