//! Which errors of a database say that it cannot do anything now, whatever it is asked.

use sea_orm::{DbErr, RuntimeErr, sqlx};

/// Classes and codes of PostgreSQL (its manual, appendix A): connections, resources, locks that are not
/// free, read-only, an operator's intervention, and trouble with files.
const POSTGRES: [&str; 6] = ["08", "53", "55P03", "25006", "57", "58"];

/// Results of SQLite (sqlite.org/rescode.html): busy, locked, read-only, trouble with the file, full,
/// cannot be opened.
const SQLITE: [i32; 6] = [5, 6, 8, 10, 13, 14];

/// Whether the database is out of reach, busy, full or read-only: nothing is wrong with what it was asked.
#[must_use]
pub fn is_out_of_order(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) => true,
        DbErr::Conn(error) | DbErr::Exec(error) | DbErr::Query(error) => match error {
            RuntimeErr::SqlxError(error) => is_trouble(error),
            RuntimeErr::Internal(_) => false,
        },
        _ => false,
    }
}

fn is_trouble(error: &sqlx::Error) -> bool {
    use sqlx::Error;

    match error {
        Error::Io(_)
        | Error::Tls(_)
        | Error::PoolTimedOut
        | Error::PoolClosed
        | Error::WorkerCrashed => true,
        Error::Database(error) => error.code().is_some_and(|code| is_code_of_trouble(&code)),
        _ => false,
    }
}

/// PostgreSQL's codes have five characters, SQLite's are numbers whose lowest byte counts.
fn is_code_of_trouble(code: &str) -> bool {
    if code.len() == 5 {
        return POSTGRES.iter().any(|trouble| code.starts_with(trouble));
    }
    code.parse().is_ok_and(|code: i32| SQLITE.contains(&(code & 0xff)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trouble_is_known_by_its_code_and_nothing_else_is_trouble() {
        // SQLITE_BUSY_SNAPSHOT, SQLITE_IOERR_WRITE, SQLITE_FULL, SQLITE_READONLY_DBMOVED.
        for code in ["517", "778", "13", "1032", "53100", "57P01", "25006", "55P03", "08006"] {
            assert!(is_code_of_trouble(code), "{code}");
        }
        // SQLITE_CONSTRAINT_UNIQUE, SQLITE_ERROR; unique_violation, deadlock_detected, undefined_table.
        for code in ["2067", "1", "23505", "40P01", "42P01", ""] {
            assert!(!is_code_of_trouble(code), "{code}");
        }
    }
}
