using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Actors.Gateway;
using Actors.Gateway.Telnet;
using Actors.Origin;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Configuration;

namespace Actors.Cli.Nodes;

/// <summary>Why a node cannot start, in one line that names the key to change.</summary>
internal static partial class StartFailure
{
    private static readonly (string Key, int Default)[] Ports =
    [
        ("Origin:Ports:Local", 8001), ("Origin:Ports:Delay", 8002), ("Origin:Ports:Error", 8003), ("Origin:Ports:Control", 8004),
        ("Orleans:Endpoints:SiloPort", 11111), ("Orleans:Endpoints:GatewayPort", 30000), ("Telnet:Port", 2323),
    ];

    public static CommandException Explain(Exception error, IConfiguration configuration)
    {
        Exception[] chain = [.. Chain(error)];
        if (chain.OfType<CommandException>().FirstOrDefault() is { } known)
            return known;
        if (chain.OfType<UrlInUseException>().FirstOrDefault() is { } url)
            return CommandException.NoNode($"The node cannot listen: {url.Message}", error);
        if (chain.OfType<TelnetAddressException>().FirstOrDefault() is { } telnet)
            return CommandException.NoNode($"The node cannot listen: {telnet.Message}", error);
        if (chain.OfType<OriginPortException>().FirstOrDefault() is { } port)
            return CommandException.NoNode($"The practice origin cannot listen: {port.Message}", error);
        var explained = chain.Select(Silo.StartFailure.Explain).FirstOrDefault(known => known is not null);
        if (explained is { ExitCode: ExitCode.Usage } wrong)
            return CommandException.Usage(wrong.Message, error);
        if (chain.OfType<FormatException>().FirstOrDefault() is { } format)
            return CommandException.Usage($"{FormatKey(format)}: {format.Message}", error);
        if (chain.Any(IsAddressTrouble))
            return CommandException.NoNode(Address(chain, configuration), error);
        return CommandException.NoNode(explained?.Message ?? $"The node cannot start: {chain[^1].Message}", error);
    }

    private static IEnumerable<Exception> Chain(Exception error)
    {
        yield return error;
        IEnumerable<Exception> inner = error is AggregateException many ? many.InnerExceptions : error.InnerException is { } one ? [one] : [];
        foreach (var cause in inner.SelectMany(Chain))
            yield return cause;
    }

    // Two settings are parsed where nobody knows their key any more.
    private static string FormatKey(FormatException error) =>
        error.Message.Contains("IP address", StringComparison.OrdinalIgnoreCase) ? "Orleans:Endpoints:AdvertisedIPAddress" : "Urls";

    private static bool IsAddressTrouble(Exception error) =>
        error is AddressInUseException
            or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse or SocketError.AddressNotAvailable or SocketError.AccessDenied };

    private static string Address(Exception[] chain, IConfiguration configuration)
    {
        var (key, port) = Named(chain, configuration) ?? Taken(configuration) ?? ("Urls", null);
        return $"The node cannot listen: {key}{(port is null ? "" : $" = {port}")}: {chain[^1].Message}.".Replace("..", ".", StringComparison.Ordinal);
    }

    private static (string Key, int? Port)? Named(Exception[] chain, IConfiguration configuration)
    {
        foreach (var error in chain)
        {
            if (PortInMessage().Match(error.Message) is { Success: true } match
                && int.TryParse(match.Groups["port"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            {
                var key = Ports.FirstOrDefault(candidate => Value(configuration, candidate) == port).Key;
                return (key ?? "Urls", port);
            }
        }

        return null;
    }

    // Orleans does not say which of its ports it was: look who is in the way.
    private static (string Key, int? Port)? Taken(IConfiguration configuration)
    {
        foreach (var candidate in Ports)
        {
            if (Value(configuration, candidate) is > 0 and var port && !FreePorts.IsFree(port))
                return (candidate.Key, port);
        }

        return null;
    }

    private static int Value(IConfiguration configuration, (string Key, int Default) port) =>
        int.TryParse(configuration[port.Key], NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : port.Default;

    [GeneratedRegex(@"https?://[^\s/]*:(?<port>[0-9]{1,5})\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PortInMessage();
}
