namespace Actors.Silo.Store;

/// <param name="Etag">Greater than 0, random: a record that was cleared and written again never gets an old one back.</param>
internal sealed record StoredRecord(long Etag, byte[] Payload);
