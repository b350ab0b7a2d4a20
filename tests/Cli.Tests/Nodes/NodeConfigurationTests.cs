using Actors.Cli.Nodes;
using Microsoft.Extensions.Configuration;

namespace Actors.Cli.Tests.Nodes;

public sealed class NodeConfigurationTests : IDisposable
{
    private readonly CommandRun _cli = new();

    [Fact]
    public void A_one_shot_node_takes_free_ports_an_embedded_store_and_no_telnet()
    {
        var configuration = NodeConfiguration.OneShot(_cli.Directory).Configuration;

        Assert.Equal("http://127.0.0.1:0", configuration["Urls"]);
        Assert.Equal(("0", "", "0"), (configuration["Telnet:Port"], configuration["Cluster:Redis"], configuration["Orleans:Endpoints:GatewayPort"]));
        string[] ports =
        [
            .. new[] { "Origin:Ports:Local", "Origin:Ports:Delay", "Origin:Ports:Error", "Origin:Ports:Control", "Orleans:Endpoints:SiloPort" }
                .Select(key => configuration[key]!),
        ];
        Assert.Equal(5, ports.Distinct().Count());
        Assert.All(ports, port => Assert.InRange(int.Parse(port), 10_000, 30_000));
    }

    [Fact]
    public void What_is_configured_stays_but_a_one_shot_node_is_always_embedded()
    {
        File.WriteAllText(
            Path.Combine(_cli.Directory, "appsettings.json"),
            """{"Urls":"http://localhost:7777","Origin":{"Ports":{"Local":7001}},"Cluster":{"Redis":"host:1"},"Orleans":{"Endpoints":{"GatewayPort":7002}}}""");

        var configuration = NodeConfiguration.OneShot(_cli.Directory).Configuration;

        Assert.Equal(
            ("http://localhost:7777", "7001", "", "7002"),
            (configuration["Urls"], configuration["Origin:Ports:Local"], configuration["Cluster:Redis"], configuration["Orleans:Endpoints:GatewayPort"]));
    }

    [Fact]
    public void A_one_shot_node_takes_the_key_of_its_command_where_keys_are_configured()
    {
        Assert.False(NodeConfiguration.OneShot(_cli.Directory, "k").Configuration.GetSection("Auth").Exists());

        var keys = $$"""{"Auth":{"Keys":{"ops":"{{NodeKey.Hash("theirs")}}"} } }""";
        File.WriteAllText(Path.Combine(_cli.Directory, "appsettings.json"), keys);

        Assert.Equal(
            [NodeKey.Hash("theirs"), NodeKey.Hash("k")],
            NodeConfiguration.OneShot(_cli.Directory, "k").Configuration.GetSection("Auth:Keys").GetChildren().Select(key => key.Value));
    }

    [Fact]
    public void Serve_reads_the_settings_file_and_the_command_line_wins()
    {
        Assert.Equal("http://localhost:8080", NodeConfiguration.Serve(_cli.Directory, []).Configuration["Urls"]);

        File.WriteAllText(Path.Combine(_cli.Directory, "appsettings.json"), """{"Urls":"http://localhost:7777","Data":{"Directory":"mine"}}""");
        var fromFile = NodeConfiguration.Serve(_cli.Directory, []).Configuration;
        Assert.Equal("http://localhost:7777", fromFile["Urls"]);
        Assert.Equal(Path.Combine(_cli.Directory, "mine"), NodeConfiguration.DataDirectory(fromFile, _cli.Directory));
        Assert.Equal("http://localhost:1", NodeConfiguration.Serve(_cli.Directory, ["--Urls", "http://localhost:1"]).Configuration["Urls"]);
    }

    [Fact]
    public void The_data_directory_is_hidden_in_the_working_directory_by_default() =>
        Assert.Equal(Path.Combine(_cli.Directory, ".actors"), NodeConfiguration.DataDirectory(_cli.Directory));

    public void Dispose() => _cli.Dispose();
}
