namespace Actors.Silo.Store;

/// <summary>What a record is filed under.</summary>
internal readonly record struct RecordKey(string Service, string State, string Grain)
{
    public override string ToString() => $"{Service}/{State}/{Grain}";
}
