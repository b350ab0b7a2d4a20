using Microsoft.Data.Sqlite;

namespace Actors.Silo.Store;

/// <summary>The parameters of a prepared command that say which record is meant.</summary>
internal sealed class KeyParameters(SqliteCommand command)
{
    public const string Matches = "service = $service AND state = $state AND grain = $grain";

    private readonly SqliteParameter _service = command.Parameters.Add("$service", SqliteType.Text);
    private readonly SqliteParameter _state = command.Parameters.Add("$state", SqliteType.Text);
    private readonly SqliteParameter _grain = command.Parameters.Add("$grain", SqliteType.Text);

    public void Set(RecordKey key)
    {
        _service.Value = key.Service;
        _state.Value = key.State;
        _grain.Value = key.Grain;
    }
}
