internal import GRDB

/// The tables of the store, made and brought up to date step by step.
///
/// `event.place` orders everything; a frame's `event_place` is that of the newest event when it was
/// stored, so that what is deleted goes in that order however the clock jumps.
enum EventStoreSchema {
  static let migrator: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { database in
      try database.execute(
        sql: """
          CREATE TABLE event (
            place INTEGER PRIMARY KEY AUTOINCREMENT,
            topic TEXT NOT NULL,
            epoch INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            ts INTEGER NOT NULL,
            kind TEXT NOT NULL,
            source TEXT,
            alert TEXT,
            state TEXT,
            score REAL,
            json TEXT NOT NULL,
            UNIQUE (topic, epoch, seq)
          );
          CREATE INDEX event_ts ON event (ts);
          CREATE INDEX event_epoch ON event (epoch);
          CREATE INDEX event_alert ON event (alert) WHERE alert IS NOT NULL;
          CREATE TABLE frame (
            place INTEGER PRIMARY KEY AUTOINCREMENT,
            event_place INTEGER NOT NULL,
            alert TEXT NOT NULL,
            source TEXT NOT NULL,
            role TEXT NOT NULL,
            seq INTEGER NOT NULL,
            ts INTEGER NOT NULL,
            score REAL NOT NULL,
            format TEXT NOT NULL,
            image BLOB NOT NULL
          );
          CREATE INDEX frame_alert ON frame (alert);
          CREATE INDEX frame_event_place ON frame (event_place);
          """)
    }
    return migrator
  }()
}
