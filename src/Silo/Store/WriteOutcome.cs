namespace Actors.Silo.Store;

/// <param name="IsConflict">The stored record was not the expected one, so nothing was written.</param>
/// <param name="StoredEtag">What is stored now; null = no record.</param>
internal readonly record struct WriteOutcome(bool IsConflict, long? StoredEtag);
