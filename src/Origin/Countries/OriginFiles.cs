using System.Collections.Frozen;
using System.Text.Json;

namespace Actors.Origin.Countries;

/// <summary>
/// Everything the origin serves, by path: <c>/flags/{cc}/{cc}.svg</c> and <c>/flags/{cc}/metadata.json</c>, lower case, for the
/// 249 countries of ISO 3166-1 and no other code. In memory, so that the origin never is what a harvest waits for.
/// </summary>
internal sealed class OriginFiles
{
    private readonly FrozenDictionary<string, OriginFile> _files;

    public OriginFiles()
    {
        Dictionary<string, OriginFile> files = [];
        foreach (var (facts, flag) in CountryData.Read())
        {
            var folder = $"/flags/{facts.Code.ToLowerInvariant()}/";
            files.Add($"{folder}{facts.Code.ToLowerInvariant()}.svg", new OriginFile(flag, "image/svg+xml"));
            files.Add($"{folder}metadata.json", new OriginFile(
                JsonSerializer.SerializeToUtf8Bytes(facts, OriginJson.Readable.Country), "application/json"));
        }

        _files = files.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public IEnumerable<string> Paths => _files.Keys;

    public OriginFile? Find(string path) => _files.GetValueOrDefault(path);
}
