using System.Net;
using System.Net.Sockets;
using Actors.Cli.Nodes;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Actors.Cli.Tests.Nodes;

public sealed class StartFailureTests
{
    [Fact]
    public void Invalid_options_are_a_usage_error_with_their_own_words()
    {
        var error = StartFailure.Explain(new OptionsValidationException("x", typeof(object), ["Origin:Seed is odd.", "Data is bad."]), Settings());

        Assert.Equal((2, "Origin:Seed is odd.\nData is bad."), (error.ExitCode, error.Message.ReplaceLineEndings("\n")));
    }

    [Fact]
    public void A_value_of_the_wrong_type_names_its_key()
    {
        var configuration = Settings(("Origin:Delay", "soon"));
        var failure = Assert.Throws<InvalidOperationException>(() => configuration.GetValue<TimeSpan>("Origin:Delay"));

        var error = StartFailure.Explain(failure, configuration);

        Assert.Equal(2, error.ExitCode);
        Assert.Contains("Origin:Delay", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8002", "Origin:Ports:Delay = 8002")]
    [InlineData("http://127.0.0.1:9000", "Urls = 9000")]
    [InlineData("http://[::1]:7001", "Origin:Ports:Local = 7001")]
    public void A_port_in_use_is_named_by_its_key(string address, string named)
    {
        var failure = new IOException($"Failed to bind to address {address}: address already in use.", new AddressInUseException("Address already in use"));

        var error = StartFailure.Explain(failure, Settings(("Origin:Ports:Local", "7001")));

        Assert.Equal(3, error.ExitCode);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_socket_error_without_a_port_is_found_by_looking()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var taken = ((IPEndPoint)listener.LocalEndpoint).Port;
        var free = FreePorts.Take(7).Select(port => $"{port}").ToArray();
        var configuration = Settings(
            ("Origin:Ports:Local", free[0]), ("Origin:Ports:Delay", free[1]), ("Origin:Ports:Error", free[2]), ("Origin:Ports:Control", free[3]),
            ("Orleans:Endpoints:SiloPort", free[4]), ("Orleans:Endpoints:GatewayPort", $"{taken}"), ("Telnet:Port", free[6]));

        var error = StartFailure.Explain(
            new AggregateException(new InvalidOperationException("x", new SocketException((int)SocketError.AddressAlreadyInUse))), configuration);

        Assert.Equal(3, error.ExitCode);
        Assert.Contains($"Orleans:Endpoints:GatewayPort = {taken}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Invalid url: 'zz'", "Urls: Invalid")]
    [InlineData("An invalid IP address was specified.", "Orleans:Endpoints:AdvertisedIPAddress: An invalid")]
    public void What_cannot_be_parsed_names_its_key(string message, string named)
    {
        var error = StartFailure.Explain(new FormatException(message), Settings());

        Assert.Equal(2, error.ExitCode);
        Assert.StartsWith(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Anything_else_is_said_in_one_line_with_3()
    {
        var error = StartFailure.Explain(new InvalidOperationException("outer", new IOException("the cause")), Settings());

        Assert.Equal((3, "The node cannot start: the cause"), (error.ExitCode, error.Message));
    }

    private static IConfigurationRoot Settings(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value)).Build();
}
