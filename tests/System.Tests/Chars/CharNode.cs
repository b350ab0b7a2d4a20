using System.Globalization;
using System.Text.Json;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Chars;

/// <summary><c>actors serve</c> with its telnet port open, and every way to ask it for characters.</summary>
public sealed class CharNode : IAsyncLifetime
{
    private readonly Stage _stage = new();
    private readonly HttpClient _http = new();

    internal Stage Stage => _stage;

    internal int TelnetPort { get; } = FreePorts.Next();

    internal Uri Address { get; private set; } = null!;

    internal HttpClient Http => _http;

    public async ValueTask InitializeAsync()
    {
        var serve = await _stage.StartServe(Stage.FreeAddress(), ("Telnet__Port", TelnetPort.ToString(CultureInfo.InvariantCulture)));
        Address = serve.Address;
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _stage.DisposeAsync();
    }

    /// <summary>All rows over HTTP, by <c>next</c>.</summary>
    internal async Task<(int Total, string Status, List<JsonElement> Rows)> Get(string query, string mode, string? unicode)
    {
        var rows = new List<JsonElement>();
        var path = $"v1/chars?q={Uri.EscapeDataString(query)}&mode={mode}&limit=200{(unicode is null ? "" : $"&unicode={unicode}")}";
        for (string? after = null; ;)
        {
            var body = JsonElement.Parse(await _http.GetStringAsync(
                new Uri(Address, after is null ? path : $"{path}&after={Uri.EscapeDataString(after)}"), TestContext.Current.CancellationToken));
            Assert.Equal(rows.Count, body.GetProperty("from").GetInt32());
            rows.AddRange(body.GetProperty("items").EnumerateArray());
            after = body.GetProperty("next").GetString();
            if (after is null)
                return (body.GetProperty("total").GetInt32(), body.GetProperty("status").GetString()!, rows);
        }
    }

    /// <summary><c>actors chars</c> in the same directory: over its own data, or with this node named.</summary>
    internal async Task<Finished> Cli(bool named, string query, string mode, string? unicode, params string[] options)
    {
        string[] version = unicode is null ? [] : ["--unicode", unicode];
        string[] gateway = named ? ["--gateway", Address.ToString()] : [];
        var run = await _stage.Run(["chars", "--mode", mode, .. version, .. gateway, .. options, "--", query]);
        Assert.True(run.Status == 0, run.Everything);
        return run;
    }
}
